#!/usr/bin/env node
// Runs src/cli.ts on a Node that can (24 or later): this one, or the one the project brings along under node_modules.
// Plain JavaScript, so that an old Node can read it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const needed = 24
/** Garbage is collected in small steps, which keeps a small office's machine from swapping. */
const leanFlags = ['--max-semi-space-size=1']

if (Number(process.versions.node.split('.')[0]) >= needed) {
  keepCompiled()
  const { main } = await import('../src/cli.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  handOver(findNode())
}

/** What was compiled once is read from disk the next time, by the worker too: a quicker start and less memory. */
function keepCompiled() {
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'dondoc')
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE)
}

function findNode() {
  const windows = process.platform === 'win32'
  const name = windows ? 'node.exe' : 'node'
  const packaged = join(
    root,
    'node_modules',
    `node-${windows ? 'win' : process.platform}-${process.arch}`,
    'bin',
    name,
  )
  return [packaged, join(root, 'node_modules', '.bin', name)].find(path => existsSync(path))
}

/** Passes arguments, streams, the channel of a parent process, signals and the exit code on. */
function handOver(node) {
  if (!node) {
    console.error(
      `dondoc: Node.js ${needed} or later is needed and none was found. Run "npm ci" in ${root}, or install it.`,
    )
    process.exit(1)
  }
  const child = spawn(node, [...leanFlags, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    env: { ...process.env, MALLOC_ARENA_MAX: '1' },
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', error => {
    console.error(`dondoc: ${node} could not be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) =>
    process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)),
  )
}
