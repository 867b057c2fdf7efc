import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newWorkerName } from '../../src/domain/worker-beat.ts'
import { openFileStore } from '../../src/files/file-store.ts'
import { deliverBy } from '../../src/jobs/deliver.ts'
import type { JobParts } from '../../src/jobs/parts.ts'
import { deriveKey } from '../../src/lib/derive-key.ts'
import { sealKeys, webhookLabel } from '../../src/lib/sealed-text.ts'
import { createLetterComposer } from '../../src/mail/compose.ts'
import { createExportComposer } from '../../src/mail/compose-export.ts'
import { openMailer } from '../../src/mail/send.ts'
import { createRenderer } from '../../src/render/renderer.ts'
import { type TestOffice, testKeys, testSecret } from './office.ts'

interface Teardown {
  teardown(work: () => unknown): void
}

const render = createRenderer({ viewsDir: join(import.meta.dirname, '../../views') })
const silent = { info() {}, warn() {}, error() {} }
const from = 'don-doc@so.example'

/** What jobs are built from, with a clock that can be moved; mail goes to `smtpUrl`, or nowhere. */
export function openTestJobs(
  t: Teardown,
  office: TestOffice,
  smtpUrl: string | null,
  more: Partial<JobParts> = {},
): JobParts & { clock: { now: Date }; nudges: () => number } {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-jobs-'))
  const mailer = smtpUrl ? openMailer({ url: smtpUrl, from }) : null
  t.teardown(() => {
    mailer?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const clock = { now: new Date('2018-12-10T02:00:00.000Z') }
  let nudges = 0
  return {
    database: office.database,
    keys: testKeys,
    log: silent,
    now: () => clock.now,
    worker: newWorkerName(),
    compose: createLetterComposer(render, { publicUrl: 'https://dondoc.example' }),
    linkKeys: [deriveKey(testSecret, 'mail-act')],
    webhook: {
      keys: sealKeys([{ id: '1', secret: testSecret }], webhookLabel),
      hosts: [],
      publicUrl: 'https://dondoc.example',
      timeoutMs: 1_000,
      inHand: new Set(),
    },
    deliver: mailer && deliverBy(mailer, from),
    isLoopback: true,
    perMinute: 6000,
    files: openFileStore({ dir: folder, maxBytes: 1024, log: silent }),
    inHand: new Set(),
    exporting: new Set(),
    composeExport: createExportComposer(render, { publicUrl: 'https://dondoc.example' }),
    publicUrl: 'https://dondoc.example',
    nudge: () => void nudges++,
    clock,
    nudges: () => nudges,
    ...more,
  }
}
