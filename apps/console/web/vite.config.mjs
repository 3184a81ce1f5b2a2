import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The service that answers `/v1` while pages are worked on. */
const SERVICE = process.env.USEWATCH_URL ?? 'http://127.0.0.1:8787';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    outDir: fileURLToPath(new URL('../../../dist/apps/console/web', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    // Data addresses would need a looser policy than the pages are served with.
    assetsInlineLimit: 0,
    target: 'es2022',
    reportCompressedSize: false,
    // A test holds what is loaded at first to its bound, gzipped.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/v1': SERVICE, '/openapi.json': SERVICE } },
});
