import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { ALIASES, lean, PURE } from "./scripts/lean.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at("."),
  // relative, so that the page works in any folder of any web server
  base: "./",
  plugins: [lean],
  define: { "process.env.NODE_DEBUG": "undefined" },
  resolve: {
    // these packages are CommonJS for Node; their sources are modules, of which a page takes what it uses
    alias: [
      ...ALIASES,
      { find: /^@diem\/(client|sim|wire)$/, replacement: `${at("..")}/$1/src/index.ts` },
      { find: /^@diem\/sim\/(.+)$/, replacement: `${at("..")}/sim/src/$1` },
    ],
  },
  build: {
    target: "es2022",
    sourcemap: false,
    // says which files a page needs: its size is measured by it
    manifest: true,
    // what is inlined as a data: URL would need a wider policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // the first page is measured by a test
    chunkSizeWarningLimit: 1000,
    rollupOptions: {
      treeshake: { manualPureFunctions: PURE },
      // "use client" speaks to servers that render React, of which there are none here
      onwarn: (warning, warn) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
  worker: { format: "es" },
});
