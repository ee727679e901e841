import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The office web app: `web/` → `dist/web`. In development requests to the API go to the running server. */
export default defineConfig({
  root: 'web',
  base: '/',
  plugins: [react()],
  // the server puts a fresh nonce here with every page
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 8421,
    proxy: {
      '^/v1/': 'http://127.0.0.1:8420',
      '^/api/auth': 'http://127.0.0.1:8420',
    },
  },
});
