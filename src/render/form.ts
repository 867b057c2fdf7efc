/** Descriptors of forms: declared once in src/web/forms, filled per request, drawn by shared/form and shared/field. */
import type { ButtonPart, ErrorPart, LinkPart } from './parts.ts'

export interface FieldOption {
  value: string
  label: string
  hint?: string
}

export type FieldKind =
  | 'line'
  | 'text'
  | 'date'
  | 'number'
  | 'email'
  | 'password'
  | 'select'
  | 'radio'
  | 'checkbox'
  | 'checks'
  | 'file'
  | 'hidden'

/** One field. `labelKey` and `hintKey` are catalog keys; `error` and `warning` are finished sentences. */
export interface FieldDescriptor {
  name: string
  kind: FieldKind
  /** Not needed for hidden fields. */
  labelKey?: string
  hintKey?: string
  hintValues?: Record<string, string | number>
  /** A finished hint, where it depends on data; stands before `hintKey`. */
  hint?: string
  /** As typed; `checks` takes a list, `checkbox` a boolean. */
  value?: string | number | boolean | readonly string[] | null | undefined
  error?: string | undefined
  /** Does not block, e.g. "Ngày 02/09 là ngày nghỉ lễ". */
  warning?: string | undefined
  options?: readonly FieldOption[]
  /** Words of a select's empty first choice; "Chọn…" where left out. An option with the value '' stands instead. */
  emptyKey?: string
  /** Optional fields say so; required ones do not. */
  required?: boolean
  maxLength?: number
  min?: number
  max?: number
  rows?: number
  /** Unit behind a number: "%", "ngày". */
  suffix?: string
  inputmode?: string
  autocomplete?: string
  spellcheck?: boolean
  /** Dates: "+7 ngày làm việc" → "19/12/2018", and the weekday of the present value. */
  quickPicks?: readonly { label: string; value: string }[]
  weekday?: string | undefined
  accept?: string
  multiple?: boolean
  /** Files stored already (a 422 page shows them as attached). */
  attached?: readonly { name: string; meta: string; removeValue?: string }[]
  width?: 's' | 'm' | 'l'
}

export interface FormPart {
  id: string
  action: string
  method?: 'post' | 'get'
  /** Either plain fields or groups; a group with a legend becomes a fieldset. */
  fields?: readonly FieldDescriptor[]
  /** `legend` is finished, where it depends on data. */
  groups?: readonly {
    legend?: string
    legendKey?: string
    hintKey?: string
    fields: readonly FieldDescriptor[]
  }[]
  submit: string
  submitIcon?: string
  submitKind?: 'solid' | 'tonal' | 'line'
  /** Further submit buttons, told apart by name and value. */
  others?: readonly ButtonPart[]
  cancel?: LinkPart
  actId?: string
  version?: number
  hidden?: Record<string, string | number>
  /** Sentences that belong to no field; those of fields are collected from the descriptors. */
  errors?: readonly ErrorPart[]
  /** Post through htmx and swap the form by the answer (422: the form again; else `HX-Redirect`). */
  live?: boolean
}

/** Every sentence of the summary, in the order of the form. */
export function formErrors(form: Pick<FormPart, 'fields' | 'groups' | 'errors'>): ErrorPart[] {
  const fields = [...(form.fields ?? []), ...(form.groups ?? []).flatMap(group => group.fields)]
  const atFields = fields.flatMap(field => (field.error ? [{ name: field.name, text: field.error }] : []))
  return [...(form.errors ?? []), ...atFields]
}
