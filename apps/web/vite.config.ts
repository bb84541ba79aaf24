import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { catalogues } from '../widget/catalogues.mjs';
import { precompress } from './build/precompress.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const server = process.env.WAYPOST_API ?? 'http://127.0.0.1:3000';

/** Builds the agents' app to dist/apps/web. In development it proxies to a running server. */
export default defineConfig({
  root,
  base: '/',
  plugins: [react(), catalogues(), precompress()],
  resolve: { conditions: ['source', 'browser', 'module', 'import'] },
  build: {
    outDir: path.join(root, '../../dist/apps/web'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/files': server, '/socket.io': { target: server, ws: true } },
  },
});
