export interface ServerEvent {
  id: string;
  name: string;
  data: unknown;
}

/** The events of a text/event-stream whose data are JSON. `onSign` is called at each sign of life, comments too. */
export async function* eventsOf(
  body: AsyncIterable<Uint8Array>,
  onSign: () => void = () => {},
): AsyncGenerator<ServerEvent, void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    onSign();
    const blocks = (rest + decoder.decode(bytes, { stream: true })).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = eventOf(block);
      if (event) yield event;
    }
  }
}

/** Null for what holds no data. */
function eventOf(block: string): ServerEvent | null {
  const fields = { id: "", event: "message" } as Record<string, string>;
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, name = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "data") data.push(value);
    else fields[name] = value;
  }
  if (data.length === 0) return null;
  return { id: fields.id ?? "", name: fields.event ?? "", data: JSON.parse(data.join("\n")) };
}
