import react from '@vitejs/plugin-react';
import { type ProxyOptions, defineConfig } from 'vite';

const SERVER = process.env['BAOPHU_SERVER'] ?? 'http://127.0.0.1:8420';

/** The running server answers only its own pages, so the origin is that of the server. */
const toServer: ProxyOptions = {
  target: SERVER,
  changeOrigin: true,
  headers: { origin: SERVER },
};

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
  server: { port: 8421, proxy: { '^/v1/': toServer } },
});
