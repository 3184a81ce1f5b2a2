import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';

/** One kept connection that asks one question at a time, and takes as little of the processors as whoever measures can. */
export class PlainConnection {
  #answered: ((status: number) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;
  #got = '';

  private constructor(
    private readonly socket: Socket,
    /** What stands in the head of every request, each line ended. */
    private readonly head: string,
  ) {
    socket.on('data', (piece: string) => this.#take(piece));
    socket.on('error', (error) => this.#failed?.(error));
    socket.on('close', () => this.#failed?.(new Error('the service closed the connection')));
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<PlainConnection> {
    const { hostname, port, host } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }).setEncoding('latin1');
    await once(socket, 'connect');
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return new PlainConnection(socket, lines.join(''));
  }

  /** Asks, and reads the answer to its end. @returns its status */
  get(path: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.socket.write(`GET ${path} HTTP/1.1\r\n${this.head}\r\n`);
    });
  }

  close(): void {
    this.#failed = undefined;
    this.socket.destroy();
  }

  #take(piece: string): void {
    this.#got += piece;
    const end = this.#got.indexOf(END_OF_HEAD);
    if (end === -1) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#got)?.[1];
    if (length === undefined) {
      this.#failed?.(new Error('the answer does not say how long it is'));
      return;
    }
    if (this.#got.length < end + END_OF_HEAD.length + Number(length)) return;
    const status = Number(this.#got.slice(9, 12));
    this.#got = '';
    this.#answered?.(status);
  }
}
