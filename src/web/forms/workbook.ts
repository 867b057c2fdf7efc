import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Invalid } from '../../domain/errors.ts'
import {
  type ColumnKind,
  columnKinds,
  guessColumns,
  guessPlan,
  noUnit,
  type Sheet,
  type WorkbookPlan,
} from '../../domain/workbook-plan.ts'
import { unitKey } from '../../domain/workbook-unit.ts'
import { extensionOf } from '../../files/file-name.ts'
import { FileRefused } from '../../files/file-refused.ts'
import type { StoredFile } from '../../files/file-store.ts'
import { isId } from '../../lib/id.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { readWorkbook } from '../../spreadsheet/read-workbook.ts'
import { sheetLimits } from '../../spreadsheet/repack-workbook.ts'
import type { AppParts } from '../parts.ts'
import type { Form } from './form.ts'
import { factFields } from './inspection.ts'
import { type MultipartForm, readMultipart } from './multipart.ts'
import { forgetFiles } from './upload.ts'

/** Step 1: the file alone; the facts of the inspection are typed beside what was read of it. */
export const uploadFields = [
  { name: 'organisationId', kind: 'select', labelKey: 'field.organisationId', required: true, width: 'l' },
  {
    name: 'workbook',
    kind: 'file',
    labelKey: 'field.workbook',
    hintKey: 'hint.workbook',
    required: true,
    accept: '.xlsx',
  },
] as const satisfies FieldDescriptor[]

/** Names of units that one page asks for. */
export const namesOfPage = 100

/** Step 2: what each column is, and which unit each name is that no unit bears; `unitName` goes with `unit.<n>`. */
export const planFields: FieldDescriptor[] = [
  { name: 'sheet', kind: 'select', labelKey: 'field.sheet', required: true },
  { name: 'heading', kind: 'select', labelKey: 'field.heading', hintKey: 'hint.heading', required: true },
  { name: 'step', kind: 'hidden' },
  { name: 'unitName', kind: 'checks' },
  ...Array.from({ length: sheetLimits.columns }, (_, index) => selectNamed(`column.${index}`)),
  ...Array.from({ length: namesOfPage }, (_, index) => selectNamed(`unit.${index}`)),
]
export const checkFields: FieldDescriptor[] = [...factFields, ...planFields]

function selectNamed(name: string): FieldDescriptor {
  return { name, kind: 'select', required: true }
}

export interface UploadedWorkbook {
  name: string
  sha256: string
  sheets: Sheet[]
}

/**
 * Reads the form of step 1. `read` gives the workbook's sheets, or throws `Invalid` with a sentence at its field; the
 * file itself is removed then, for what was read of it is kept.
 */
export async function readWorkbookForm(
  request: FastifyRequest,
  parts: AppParts,
): Promise<{
  body: MultipartForm<StoredFile>['body']
  file: StoredFile | undefined
  read: () => Promise<UploadedWorkbook>
}> {
  const sent = await readMultipart(request, part => saveXlsx(parts, part))
  const [file, ...others] = sent.files.workbook ?? []
  await forgetFiles(parts, others)
  const read = async () => {
    try {
      if (sent.refused.workbook) throw sent.refused.workbook
      if (!file) throw new FileRefused('error.required.workbook')
      return { name: file.name, sha256: file.sha256, sheets: await readWorkbook(file.path) }
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error
      throw new Invalid({ workbook: { key: error.key, values: error.values } })
    } finally {
      if (file) await forgetFiles(parts, [file])
    }
  }
  return { body: sent.body, file, read }
}

/** Keeps an uploaded workbook, if it calls itself one. Throws `FileRefused`. */
export async function saveXlsx(parts: AppParts, part: MultipartFile): Promise<StoredFile> {
  if (extensionOf(part.filename) !== 'xlsx') throw new FileRefused('error.workbook.kind')
  return parts.files.save(part.file, { name: part.filename })
}

/**
 * The plan as the page of step 2 sent it. Another sheet or heading row begins anew with what its headings say; what the
 * page did not show stays as it is stored.
 */
export function planOf(form: Form, sheets: Sheet[], stored: WorkbookPlan): WorkbookPlan {
  const units = { ...stored.units, ...answersOf(form) }
  const sheet = within(form.number('sheet'), sheets.length) ?? stored.sheet
  if (sheet !== stored.sheet) {
    const { heading, columns } = guessPlan(sheets.slice(sheet, sheet + 1))
    return { sheet, heading, columns, units }
  }
  const heading = within(form.number('heading'), sheets[sheet]?.rows.length ?? 0) ?? stored.heading
  if (heading !== stored.heading)
    return { sheet, heading, columns: guessColumns(sheets, { sheet, heading }), units }
  const columns = stored.columns.map((kind, index) => kindOf(form.line(`column.${index}`)) ?? kind)
  return { sheet, heading, columns, units }
}

function within(value: number, length: number): number | undefined {
  return value >= 0 && value < length ? value : undefined
}

function kindOf(typed: string): ColumnKind | undefined {
  return [...columnKinds, 'skip' as const].find(kind => kind === typed)
}

/** By folded name; an answer taken back is ''. */
function answersOf(form: Form): Record<string, string> {
  const names = [form.typed.unitName ?? []].flat()
  return Object.fromEntries(
    names.map((name, index) => {
      const answer = form.line(`unit.${index}`)
      return [unitKey(name), answer === noUnit || isId(answer) ? answer : '']
    }),
  )
}
