import { createServer, type Socket } from 'node:net';

/** The standard streams of a started process. */
export interface Streams {
  /** Null where it was started without an input. */
  readonly stdin: Socket | null;
  readonly stdout: Socket;
}

/** Where processes that a launcher starts connect their streams to. */
export interface StreamDesk {
  /** Its socket. */
  readonly path: string;
  /** The streams of a process, as soon as both have been connected. */
  expect(id: string, input: boolean): Promise<Streams>;
  /** Waits for it no longer. */
  forget(id: string): void;
}

interface Expected {
  readonly input: boolean;
  stdin: Socket | null;
  stdout: Socket | null;
  connected(streams: Streams): void;
}

/** Listens at a path. It keeps us alive while something is expected, and only then. */
export function listenForStreams(path: string): StreamDesk {
  const expected = new Map<string, Expected>();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) =>
    greet(socket, (id, end) => {
      const one = expected.get(id);
      if (one === undefined) return;
      one[end] = socket;
      const { input, stdin, stdout } = one;
      if (stdout === null || (input && stdin === null)) return;
      forget(id);
      one.connected({ stdin, stdout });
    }),
  );
  server.listen(path);
  server.unref();
  function forget(id: string): void {
    expected.delete(id);
    if (expected.size === 0) server.unref();
  }
  return {
    path,
    expect: (id, input) =>
      new Promise((connected) => {
        expected.set(id, { input, stdin: null, stdout: null, connected });
        server.ref();
      }),
    forget,
  };
}

/** The launched process says first whose and which of its streams a socket is; all after that line is the stream. */
function greet(socket: Socket, greeted: (id: string, end: 'stdin' | 'stdout') => void): void {
  // A process that died is reported by how it ended, not by the broken socket.
  socket.on('error', () => {});
  socket.once('data', (chunk: Buffer) => {
    const end = chunk.indexOf(10);
    socket.pause();
    if (end + 1 < chunk.length) socket.unshift(chunk.subarray(end + 1));
    const [id = '', direction] = chunk.toString('latin1', 0, end).split(' ');
    greeted(id, direction === 'in' ? 'stdin' : 'stdout');
  });
  socket.resume();
}
