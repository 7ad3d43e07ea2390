import { DiemClientError, type DiemFetch } from "@diem/client";
import { type FormEvent, useState } from "react";
import { ActButton } from "../../../parts/act-button";
import { CallFault } from "./call-fault";
import { Cost } from "./cost";
import { Meter } from "./meter";
import { useChat } from "./use-chat";

/** Whether a gateway claimed more than this browser signed. */
function isLie(error: unknown): boolean {
  return error instanceof DiemClientError && error.name === "GatewayLies";
}

/** A chat with a model, and what it costs as it streams. */
export function Chat({ fetch, model }: { readonly fetch: DiemFetch; readonly model: string }) {
  const chat = useChat(model);
  const [text, setText] = useState("");
  const { messages, streaming } = chat;
  const price = Object.hasOwn(fetch.prices.models, model) ? fetch.prices.models[model] : undefined;
  const lied = messages.some(({ error }) => isLie(error));
  const last = messages.at(-1);
  const why = lied
    ? "This gateway claimed more than was signed: the page signs no more vouchers for it. Choose another provider, and close the channel."
    : price?.output === undefined
      ? "This model gives no answers in words."
      : text.trim() === ""
        ? "Write a message first."
        : null;
  const send = () => {
    setText("");
    void chat.send(fetch, text.trim());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why === null && !streaming) send();
  };
  return (
    <div className="chat">
      <Meter standing={fetch.standing} price={price} message={last} />
      <div className="messages" role="region" aria-label="Chat" tabIndex={0}>
        <div className="stack" role="log" aria-busy={streaming}>
          {messages.length === 0 && <p className="quiet">No messages yet.</p>}
          {messages.map((message) => (
            <article
              key={message.id}
              className={`message ${message.role}`}
              data-state={message.state}
            >
              <h3>{message.role === "user" ? "You" : "The model"}</h3>
              <p className="words" dir="auto">
                {message.text}
              </p>
              {message.error !== undefined && <CallFault error={message.error} />}
              {message.role === "assistant" && <Cost message={message} />}
            </article>
          ))}
        </div>
      </div>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span>Message</span>
          <textarea
            rows={3}
            value={text}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
            }}
          />
        </label>
        <div className="actions">
          {streaming ? (
            <button type="button" onClick={chat.stop}>
              Stop
            </button>
          ) : (
            <ActButton primary why={why} onClick={send}>
              Send
            </ActButton>
          )}
          {messages.length > 0 && !streaming && !lied && (
            <button type="button" onClick={chat.clear}>
              New chat
            </button>
          )}
        </div>
      </form>
    </div>
  );
}
