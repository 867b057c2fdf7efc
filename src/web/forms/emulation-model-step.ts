import type { Db } from '../../data/schema.ts'
import {
  checkModelOnSite,
  decideModel,
  type modelSteps,
  withdrawModel,
} from '../../domain/emulation-model-verdict.ts'
import type { Act, Done } from '../../domain/event.ts'
import type { MessageKey } from '../../i18n/translate.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Form } from './form.ts'

/** What follows a registration, each with a form of its own under the model. */
export interface ModelStepForm {
  step: keyof typeof modelSteps
  path: string
  titleKey: MessageKey
  leadKey: MessageKey
  fields: readonly FieldDescriptor[]
  /** Choices of a radio, worded by these keys. */
  choices?: Record<string, readonly { value: string; key: MessageKey }[]>
  run(db: Db, act: Act, id: string, form: Form): Promise<Done>
}

const reason: FieldDescriptor = { name: 'reason', kind: 'text', labelKey: 'field.reason', rows: 3 }

export const modelStepForms: readonly ModelStepForm[] = [
  {
    step: 'check_model',
    path: 'check',
    titleKey: 'model.act.check_model',
    leadKey: 'model.lead.check_model',
    fields: [
      { name: 'checkedOn', kind: 'date', labelKey: 'field.checkedOn', required: true },
      {
        name: 'checkedBy',
        kind: 'line',
        labelKey: 'field.checkedBy',
        hintKey: 'hint.checkedBy',
        required: true,
      },
      { name: 'finding', kind: 'text', labelKey: 'field.modelFinding', required: true, rows: 5 },
    ],
    run: (db, act, id, form) =>
      checkModelOnSite(db, act, {
        id,
        version: form.version,
        checkedOn: form.date('checkedOn'),
        checkedBy: form.line('checkedBy'),
        finding: form.text('finding'),
      }),
  },
  {
    step: 'decide_model',
    path: 'decision',
    titleKey: 'model.act.decide_model',
    leadKey: 'model.lead.decide_model',
    fields: [
      { name: 'verdict', kind: 'radio', labelKey: 'field.verdict', required: true },
      {
        name: 'decisionNo',
        kind: 'line',
        labelKey: 'field.decisionNo',
        hintKey: 'hint.modelDecisionNo',
        width: 'm',
      },
      { name: 'decidedOn', kind: 'date', labelKey: 'field.decidedOn', required: true },
      { ...reason, hintKey: 'hint.modelReason' },
    ],
    choices: {
      verdict: [
        { value: 'recognised', key: 'model.state.recognised' },
        { value: 'not_recognised', key: 'model.state.not_recognised' },
      ],
    },
    run: (db, act, id, form) =>
      decideModel(db, act, {
        id,
        version: form.version,
        verdict: form.line('verdict'),
        decisionNo: form.line('decisionNo'),
        decidedOn: form.date('decidedOn'),
        reason: form.text('reason'),
      }),
  },
  {
    step: 'withdraw_model',
    path: 'withdrawal',
    titleKey: 'model.act.withdraw_model',
    leadKey: 'model.lead.withdraw_model',
    fields: [{ ...reason, required: true }],
    run: (db, act, id, form) =>
      withdrawModel(db, act, { id, version: form.version, reason: form.text('reason') }),
  },
]
