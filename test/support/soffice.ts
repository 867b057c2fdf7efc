import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** LibreOffice's program, or null where it is not installed. */
export function findSoffice(): string | null {
  return ['/usr/bin/soffice', '/usr/bin/libreoffice'].find(path => existsSync(path)) ?? null
}

/**
 * A document as LibreOffice shows it: its pages as PDF. `name` tells the kind (`report.docx`, `table.xlsx`). Each call
 * has a profile of its own, so that files tested at once do not wait for each other. Takes 2 to 6 s.
 */
export async function convertToPdf(name: string, bytes: Uint8Array): Promise<Buffer> {
  const program = findSoffice()
  if (!program) throw new Error('no LibreOffice here')
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-soffice-'))
  try {
    const file = join(folder, basename(name))
    writeFileSync(file, bytes)
    const profile = `-env:UserInstallation=file://${folder}/profile`
    await run(program, [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], {
      timeout: 90_000,
    })
    return readFileSync(file.replace(/\.\w+$/, '.pdf'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
