// Makes the style sheet and the script of the console: `npm run build`. Writes into dist/
// each file, beside it its gzip, and manifest.txt for EmbedConsole.cmake.
import { build } from 'esbuild'
import { compile } from 'sass'
import { gzipSync } from 'node:zlib'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const into = join(here, 'dist')
const files = []

function keep (name, type, content) {
  writeFileSync(join(into, name), content)
  writeFileSync(join(into, name + '.gz'), gzipSync(content, { level: 9 }))
  files.push(`${name} ${type}`)
}

rmSync(into, { recursive: true, force: true })
mkdirSync(into, { recursive: true })
const style = compile(join(here, 'src/console.scss'), {
  style: 'compressed',
  loadPaths: [here, join(here, 'node_modules')],
  quietDeps: true
})
keep('console.css', 'text/css', style.css)
for (const name of ['console.js', 'editor.js']) {
  const script = await build({
    entryPoints: [join(here, 'src', name)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    legalComments: 'none',
    write: false
  })
  keep(name, 'text/javascript', script.outputFiles[0].text)
}
// A program of its own, as its project builds it, with its licence beside it.
const elk = join(here, 'node_modules/elkjs')
keep('elk-worker.min.js', 'text/javascript', readFileSync(join(elk, 'lib/elk-worker.min.js')))
keep('elk-licence.txt', 'text/plain', readFileSync(join(elk, 'LICENSE.md')))
writeFileSync(join(into, 'manifest.txt'), files.map((line) => line + '\n').join(''))
