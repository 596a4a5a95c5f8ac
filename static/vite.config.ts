/** How the three surfaces (phone, projector, console) and the kinds' views become files in dist/. */

import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const KINDS = here('../workshop/activities');
const EMOJI = here('node_modules/@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf');
const PAGES = here('pages');
const PHONES = /\/surfaces\/phone\/|\/activities\/[a-z]+\/phone(\.tsx$|\/)/;
const OLDEST = ['chrome80', 'safari13'];

export default defineConfig({
  root: here('.'),
  base: '/static/dist/',
  publicDir: false,
  plugins: [compressed(), faces(), pages()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: [
      { find: '@kit', replacement: here('src/kit') },
      { find: '@wire', replacement: here('src/wire') },
      { find: '@kinds', replacement: KINDS },
    ],
    // a kind's view lies outside this folder: its imports are looked up from here
    dedupe: [
      'preact',
      '@preact/signals',
      '@testing-library/preact',
      'axe-core',
      'lucide',
      'vitest',
    ],
  },
  server: { fs: { allow: [here('.'), KINDS] } },
  build: {
    target: OLDEST,
    cssTarget: OLDEST,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // no data: addresses, so that the content security policy can stay strict
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        phone: here('src/surfaces/phone/main.tsx'),
        projector: here('src/surfaces/projector/main.tsx'),
        console: here('src/surfaces/console/main.tsx'),
      },
      output: {
        entryFileNames: '[name]-[hash].js',
        chunkFileNames: (chunk) => `${kindsName(chunk.facadeModuleId) ?? '[name]'}-[hash].js`,
        assetFileNames: '[name]-[hash][extname]',
        codeSplitting: {
          groups: [
            // what every surface needs and what seldom changes, in one file of its own
            { name: 'vendor', test: /node_modules\/@?preact/ },
            // what phones share in crumbs: as files of their own each would cost a question, and the server its answer
            { name: forPhones('parts'), maxModuleSize: 1_200, minShareCount: 2 },
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    setupFiles: [here('vitest.setup.ts')],
    dir: here('..'),
    include: ['static/src/**/*.test.{ts,tsx}', 'workshop/activities/*/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/.venv/**'],
  },
});

/** The name of the file for every module that a phone may load; the others stay where they are. */
function forPhones(name: string) {
  return (id: string, chunking: Rolldown.ChunkingContext) => (comesToPhones(id, chunking, new Set()) ? name : null);
}

/** Whether the module, or one that imports it, is the phone's surface or a kind's view for it. */
function comesToPhones(id: string, chunking: Rolldown.ChunkingContext, seen: Set<string>): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const importers = chunking.getModuleInfo(id)?.importers ?? [];
  return PHONES.test(id) || importers.some((importer) => comesToPhones(importer, chunking, seen));
}

/** `board-phone` for workshop/activities/board/phone.tsx, so that a file's name says whose it is. */
function kindsName(path: string | null | undefined): string | undefined {
  return path
    ?.split('/activities/')[1]
    ?.replace(/\.tsx?$/, '')
    .replace(/\//g, '-');
}

/** Puts .gz and .br beside every text file once, so that the server never compresses while people wait. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir }) {
      if (this.meta.watchMode || !dir) return;
      const names = (await readdir(dir, { recursive: true })).filter((name) => /\.(js|css|json|svg)$/.test(name));
      await Promise.all(names.map((name) => compress(`${dir}/${name}`)));
    },
  };
}

/** Takes the hand-written files of the pages along as they are, to be compressed with the others. */
function pages(): Plugin {
  return {
    name: 'pages',
    apply: 'build',
    async buildStart() {
      for (const name of await readdir(PAGES)) {
        this.addWatchFile(`${PAGES}/${name}`);
        this.emitFile({ type: 'asset', fileName: `pages/${name}`, source: await readFile(`${PAGES}/${name}`) });
      }
    },
  };
}

/** Leaves the face of emoji where the server finds it for documents; it has no node_modules. */
function faces(): Plugin {
  return {
    name: 'faces',
    apply: 'build',
    async writeBundle({ dir }) {
      if (this.meta.watchMode || !dir) return;
      await mkdir(`${dir}/faces`, { recursive: true });
      await copyFile(EMOJI, `${dir}/faces/NotoColorEmoji.ttf`);
    },
  };
}

async function compress(path: string): Promise<void> {
  const plain = await readFile(path);
  const brotli = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } };
  await writeFile(`${path}.gz`, gzipSync(plain, { level: 9 }));
  await writeFile(`${path}.br`, brotliCompressSync(plain, brotli));
}
