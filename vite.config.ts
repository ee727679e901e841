import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { type ProxyOptions, type UserConfig, defineConfig } from 'vite';
import { lawModules, offlineFiles } from './src/web-law.ts';

const SERVER = process.env['BAOPHU_SERVER'] ?? 'http://127.0.0.1:8420';

/** The running server answers only its own pages, so the origin is that of the server. */
const toServer: ProxyOptions = {
  target: SERVER,
  changeOrigin: true,
  headers: { origin: SERVER },
};

const inProject = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The office web app and the public calculator: `web/` → `dist/web`. In development requests to the API go to the running server. */
const options: UserConfig = {
  root: 'web',
  base: '/',
  plugins: [
    react(),
    lawModules(inProject('policy/')),
    offlineFiles({ page: 'calculator', worker: 'offline-worker' }),
  ],
  // the server puts a fresh nonce here with every page
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: {
        index: inProject('web/index.html'),
        calculator: inProject('web/may-tinh.html'),
        'offline-worker': inProject('web/calculator/offline-worker.ts'),
      },
      output: {
        // a worker keeps its address, or the browser would hold on to the old one
        entryFileNames: ({ name }) =>
          name === 'offline-worker' ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  server: { port: 8421, proxy: { '^/v1/': toServer } },
};

export default defineConfig(({ command }) => {
  // what is built is what people get, also when a test run, with an environment of its own, builds it
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return options;
});
