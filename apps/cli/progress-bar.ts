import { Presets, SingleBar } from 'cli-progress';

/** Milliseconds between two lines when nobody watches a terminal. */
const LINE_EVERY = 5_000;

/** Shows how far long work has come: a bar on a terminal, a line now and then elsewhere. Always on standard error. */
export interface ProgressBar {
  /** @param done  in the unit of `total`; @param total  undefined while unknown */
  update(done: number, total: number | undefined, note: string): void;
  stop(): void;
}

/** @param label  what is being done, such as `load usage.ndjson.gz` */
export function progressBar(label: string): ProgressBar {
  if (!process.stderr.isTTY) {
    let last = Date.now();
    return {
      update(done, total, note) {
        if (Date.now() - last < LINE_EVERY) return;
        last = Date.now();
        const share = total ? ` ${Math.floor((100 * done) / total)} %` : '';
        process.stderr.write(`${label}:${share} ${note}\n`);
      },
      stop: () => undefined,
    };
  }
  const bar = new SingleBar(
    {
      format: `${label} {bar} {percentage} % | {note} | {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  bar.start(1, 0, { note: '' });
  return {
    update(done, total, note) {
      bar.setTotal(Math.max(total ?? done, 1));
      bar.update(done, { note });
    },
    stop: () => bar.stop(),
  };
}
