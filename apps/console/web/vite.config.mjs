import { readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The service that answers `/v1` while pages are worked on. */
const SERVICE = process.env.USEWATCH_URL ?? 'http://127.0.0.1:8787';

/** Bytes; a smaller file travels in one packet as it is. */
const WORTH_PACKING = 1_200;

/**
 * Has a browser compile every function of what is loaded at first while it is read, off the page's own thread. Most of them run
 * before the queue is shown, and each would stop the page for a moment: a third of all that scripts take until then.
 */
const compiledWhenRead = {
  name: 'compiled-when-read',
  generateBundle(_, bundle) {
    const first = new Set();
    const follow = (chunk) => {
      if (chunk?.type !== 'chunk' || first.has(chunk)) return;
      first.add(chunk);
      for (const name of chunk.imports) follow(bundle[name]);
    };
    for (const each of Object.values(bundle)) if (each.isEntry) follow(each);
    for (const chunk of first) chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
  },
};

const STYLES = fileURLToPath(new URL('mantine.css', import.meta.url));

/** Fails where a part of Mantine is used whose styles `mantine.css` leaves out. */
const allPartsStyled = {
  name: 'all-parts-styled',
  generateBundle(_, bundle) {
    const listed = readFileSync(STYLES, 'utf8');
    const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
    const used = modules.flatMap((id) => {
      const [, part] = /@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs$/.exec(id) ?? [];
      return part === undefined ? [] : [part];
    });
    const missing = used.filter((part) => !listed.includes(`/styles/${part}.css`));
    if (missing.length > 0) this.error(`mantine.css lacks the styles of ${missing.join(', ')}`);
  },
};

/** Lays each asset beside itself as it travels, so that the service never packs one while somebody waits. */
const packed = {
  name: 'packed',
  async writeBundle({ dir }) {
    const assets = join(dir, 'assets');
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    for (const name of await readdir(assets)) {
      const bytes = await readFile(join(assets, name));
      if (bytes.length < WORTH_PACKING || /\.(br|gz)$/.test(name)) continue;
      await writeFile(join(assets, `${name}.br`), await promisify(brotliCompress)(bytes, quality));
      await writeFile(join(assets, `${name}.gz`), await promisify(gzip)(bytes, { level: 9 }));
    }
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), allPartsStyled, compiledWhenRead, packed],
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    outDir: fileURLToPath(new URL('../../../dist/apps/console/web', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    // Data addresses would need a looser policy than the pages are served with.
    assetsInlineLimit: 0,
    target: 'es2022',
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Four scripts at first instead of a dozen: each costs the page a question of its own.
        codeSplitting: {
          groups: [
            {
              name: 'parts',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack|@mantine|@floating-ui|react-remove-scroll|react-number-format)\//,
            },
          ],
        },
      },
    },
    // A test holds what is loaded at first to its bound, gzipped.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/v1': SERVICE, '/openapi.json': SERVICE } },
});
