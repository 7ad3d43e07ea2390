"""Asks a model through a local API that pays, by the openai package as it is: pip install openai

OPENAI_BASE_URL is that of the local API, which `diem proxy` or `npm run example -- openai.py` starts.
"""

from openai import OpenAI

client = OpenAI(api_key="none")
model = client.models.list().data[0].id
for prompt in ["What is compute?", "And what is it worth?"]:
    answer = client.chat.completions.create(
        model=model,
        messages=[{"role": "user", "content": prompt}],
        max_tokens=60,
    )
    credits = (answer.usage.model_extra or {}).get("cost", 0)
    print(f"{credits:.6f} credits for: {answer.choices[0].message.content}")
