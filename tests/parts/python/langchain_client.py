"""Asks by langchain-openai, whose base URL and key are in the environment, and prints what it got as a line of JSON."""

import json

from langchain_openai import ChatOpenAI, OpenAIEmbeddings

MODEL = "smollm2"

chat = ChatOpenAI(model=MODEL, max_tokens=12, temperature=0, max_retries=0)
answer = chat.invoke("Say hello")
streamed = "".join(str(chunk.content) for chunk in chat.stream("Say hello"))
# the text as it is: tokens of another model's tokenizer are of no use to the server
embeddings = OpenAIEmbeddings(model=MODEL, check_embedding_ctx_length=False)
print(
    json.dumps(
        {
            "chat": answer.content,
            "stream": streamed,
            "embedding": len(embeddings.embed_query("compute")),
        }
    )
)
