/** What a server answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for the whole answer. */
  readonly timeout: number;
  /** Bytes that are read at most; a longer answer fails. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Asks with GET. Throws the runtime's own error where nobody answers, in time or in measure. */
export async function httpGet(request: HttpRequest): Promise<HttpAnswer> {
  const { headers, limit, signal, timeout, url } = request;
  const response = await fetch(url, {
    headers,
    redirect: 'follow',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) throw new Error(`the answer is longer than ${limit} bytes`);
    chunks.push(chunk);
  }
  return { status: response.status, headers: response.headers, bytes: Buffer.concat(chunks) };
}
