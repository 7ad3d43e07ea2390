"""Asks by the openai package, whose base URL and key are in the environment, and prints what it got as a line of JSON."""

import json

from openai import OpenAI

MODEL = "smollm2"
MESSAGES = [{"role": "user", "content": "Say hello"}]

client = OpenAI(max_retries=0)
chat = client.chat.completions.create(
    model=MODEL, messages=MESSAGES, max_tokens=12, temperature=0
)
stream = client.chat.completions.create(
    model=MODEL,
    messages=MESSAGES,
    max_tokens=12,
    temperature=0,
    stream=True,
    stream_options={"include_usage": True},
)
streamed = ""
usage = None
for chunk in stream:
    usage = chunk.usage or usage
    if chunk.choices:
        streamed += chunk.choices[0].delta.content or ""
embedding = client.embeddings.create(model=MODEL, input="compute")
print(
    json.dumps(
        {
            "chat": chat.choices[0].message.content,
            "cost": (chat.usage.model_extra or {}).get("cost"),
            "stream": streamed,
            "streamCost": (usage.model_extra or {}).get("cost") if usage else None,
            "embedding": len(embedding.data[0].embedding),
        }
    )
)
