interface Piece {
  id: string;
  data: unknown;
}

interface Streaming {
  headers: Headers;
  /** The file's name, of the id of its pieces. */
  nameOf: (id: string) => string;
  onCut: (error: unknown) => void;
}

/** Pieces of text as one file, pulled by the reader. Waits for the first, so that a refusal is an answer of its own. */
export async function textStream(
  pieces: AsyncGenerator<Piece, void>,
  { headers, nameOf, onCut }: Streaming,
): Promise<Response> {
  const { value: first } = await pieces.next();
  headers.set("content-type", "text/plain; charset=utf-8");
  headers.set("cache-control", "no-store");
  headers.set("content-disposition", `attachment; filename="${nameOf(first?.id ?? "")}"`);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value.data as string));
      } catch (error) {
        // Half a file must not look like a whole one.
        onCut(error);
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return();
    },
  });
  return new Response(body, { headers });
}
