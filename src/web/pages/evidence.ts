import type { EvidenceRow } from '../../data/evidence.ts'
import type { Helpers } from '../../render/helpers.ts'
import type { ActButtonPart, EvidencePart } from '../../render/parts.ts'

/** What lies ready, each piece with a button to take it back; for pages that show it outside a form. */
export function pendingEvidence(
  rows: readonly EvidenceRow[],
  h: Helpers,
  { taskId, back }: { taskId: string; back: string },
): PendingEvidence {
  const parts = evidenceParts(rows, h)
  return {
    rows: rows.map((row, index) => ({
      id: row.id,
      part: parts[index] as EvidencePart,
      remove: {
        label: h.t('page.evidence.remove'),
        kind: 'text',
        small: true,
        action: `/tasks/${taskId}/evidence/${row.id}/removal`,
        fields: { back },
      },
    })),
  }
}

/** Pages below a task from which evidence is added, and to which one returns; '' is the task itself. */
const backs = /^(?:evidence|updates|report|report-draft|co-units\/[0-9a-f-]{36}\/(?:updates|submission))?$/

/** Where to go back to; anything else leads to the evidence page. */
export function evidenceBackHref(taskId: string, back: string): string {
  if (!backs.test(back)) return `/tasks/${taskId}/evidence`
  return back === '' ? `/tasks/${taskId}` : `/tasks/${taskId}/${back}`
}

export interface PendingEvidence {
  rows: { id: string; part: EvidencePart; remove: ActButtonPart }[]
}

declare module '../../render/views.ts' {
  interface Views {
    'evidence/pending': PendingEvidence
  }
}

/** Evidence for views, attached or pending: files with their link, size and hash, the others in words. */
export function evidenceParts(rows: readonly EvidenceRow[], h: Helpers): EvidencePart[] {
  return rows.map(row => ({
    ...evidenceName(row, h),
    ...(row.kind === 'file' && row.file_id ? { href: `/files/${row.file_id}` } : {}),
  }))
}

/** A piece in words: its name, and what tells it apart. */
export function evidenceName(row: EvidenceRow, h: Helpers): { name: string; meta: string } {
  if (row.kind === 'file') {
    const meta = {
      size: h.formatBytes(row.size ?? 0),
      start: row.sha256?.slice(0, 4) ?? '',
      end: row.sha256?.slice(-4) ?? '',
    }
    return { name: row.file_name ?? '', meta: h.t('page.evidence.file', meta) }
  }
  if (row.kind === 'document') {
    const on = row.document_on ? h.formatDate(row.document_on) : ''
    return {
      name: h.t('page.evidence.document', { number: row.document_no }),
      meta: h.t('page.evidence.document.on', { date: on }),
    }
  }
  return { name: row.statement, meta: h.t('page.evidence.statement') }
}
