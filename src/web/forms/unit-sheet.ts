import type { FastifyRequest } from 'fastify'
import { Invalid } from '../../domain/errors.ts'
import type { SheetFile } from '../../domain/unit-sheet-return.ts'
import { findSheetTable } from '../../domain/unit-sheet-row.ts'
import { FileRefused } from '../../files/file-refused.ts'
import type { StoredFile } from '../../files/file-store.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { readWorkbook } from '../../spreadsheet/read-workbook.ts'
import type { AppParts } from '../parts.ts'
import { type MultipartForm, readMultipart } from './multipart.ts'
import { forgetFiles } from './upload.ts'
import { saveXlsx } from './workbook.ts'

/** A sheet that came back. */
export const returnFields = [
  {
    name: 'file',
    kind: 'file',
    labelKey: 'field.unit_sheet',
    hintKey: 'hint.unit_sheet',
    required: true,
    accept: '.xlsx',
  },
] as const satisfies FieldDescriptor[]

/** A unit gets its sheet. */
export const makeFields: FieldDescriptor[] = [{ name: 'unitId', kind: 'hidden' }]

/** Rows that are taken over, each as `<task id>.<version shown>`. */
export const takeFields: FieldDescriptor[] = [{ name: 'tasks', kind: 'checks' }]

/** The ticked rows; what is none of ours is left out and the verb finds that nothing was chosen. */
export function takenTasks(values: string[]): { id: string; version: number }[] {
  return values.flatMap(value => {
    const [, id = '', version = ''] = /^([0-9a-f-]{36})\.(\d{1,9})$/.exec(value) ?? []
    return id ? [{ id, version: Number(version) }] : []
  })
}

/**
 * Reads the form of an uploaded sheet. `read` gives what the unit wrote, or throws `Invalid` with a sentence at the
 * field; the file itself is removed then, for what was read of it is kept.
 */
export async function readSheetForm(
  request: FastifyRequest,
  parts: AppParts,
): Promise<{ body: MultipartForm<StoredFile>['body']; read: () => Promise<SheetFile> }> {
  const sent = await readMultipart(request, part => saveXlsx(parts, part))
  const [file, ...others] = sent.files.file ?? []
  await forgetFiles(parts, others)
  const read = async () => {
    try {
      if (sent.refused.file) throw sent.refused.file
      if (!file) throw new FileRefused('error.required.unit_sheet')
      const table = findSheetTable(await readWorkbook(file.path))
      if (!table) throw new FileRefused('error.unit_sheet.unknown')
      return { name: file.name, sha256: file.sha256, ...table }
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error
      throw new Invalid({ file: { key: error.key, values: error.values } })
    } finally {
      if (file) await forgetFiles(parts, [file])
    }
  }
  return { body: sent.body, read }
}
