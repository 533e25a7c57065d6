// How the window's pages are built and tested.

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  // The pages are served from a custom protocol, whose root differs between systems.
  base: "./",
  // Tauri's own messages share the terminal.
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: "localhost" },
  preview: { port: 5174, strictPort: true, host: "localhost" },
  build: {
    outDir: "dist",
    target: ["chrome111", "safari16.4"],
    // The content policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // Without this, tests would load the server half of Svelte.
  resolve: process.env["VITEST"] ? { conditions: ["browser"] } : {},
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
  },
});
