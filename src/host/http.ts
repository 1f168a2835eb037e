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
  /** Milliseconds without a byte after which it is given up; left out, only the whole is timed. */
  readonly silence?: number;
  /** Bytes that are read at most; a longer answer fails. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/**
 * Asks with GET. Throws the runtime's own error where nobody answers, in time or in measure. A redirect to another origin
 * is followed without credentials (Fetch standard, "HTTP-redirect fetch").
 */
export async function httpGet(request: HttpRequest): Promise<HttpAnswer> {
  const { headers, limit, signal, silence, timeout, url } = request;
  const quiet = silenceAfter(silence ?? timeout);
  try {
    const response = await fetch(url, {
      headers,
      redirect: 'follow',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout), quiet.signal]),
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      quiet.broken();
      size += chunk.length;
      if (size > limit) throw new Error(`the answer is longer than ${limit} bytes`);
      chunks.push(chunk);
    }
    return { status: response.status, headers: response.headers, bytes: Buffer.concat(chunks) };
  } finally {
    quiet.end();
  }
}

function silenceAfter(milliseconds: number): {
  readonly signal: AbortSignal;
  broken(): void;
  end(): void;
} {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new Error(`no byte for ${milliseconds} ms`)),
    milliseconds,
  );
  return {
    signal: controller.signal,
    broken: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  };
}
