import type { LetterDetail } from '../data/letter-facts.ts'
import { translate } from '../i18n/translate.ts'
import { day, flat, sentence } from './letter-text.ts'

/** What was asked and decided on a task, worded as dates and lines. */
export function decisionData({ extension, verdict, refusal, suspension, nonImplementation }: LetterDetail) {
  return {
    extension: {
      asked: day(extension?.asked_due_on),
      old: day(extension?.old_due_on),
      granted: day(extension?.granted_due_on),
      reason: sentence(extension?.reason),
      on: day(extension?.asked_on),
      state: extension?.state ?? '',
      note: sentence(extension?.decision_note),
      late: extension?.asked_late === 1,
    },
    verdict: {
      reason: sentence(verdict?.note),
      missing: sentence(verdict?.missing),
      supplementDue: day(verdict?.supplement_due_on),
    },
    refusal: {
      unit: refusal?.unit_name ?? '',
      proposed: refusal?.proposed_unit_name ?? '',
      reason: sentence(refusal?.reason),
    },
    suspension: {
      review: day(suspension?.review_on),
      document: flat(suspension?.document_no),
      note: sentence(suspension?.note),
    },
    nonImplementation: {
      explanation: sentence(nonImplementation?.explanation),
      state: nonImplementation?.state ?? '',
      decisionNo: flat(nonImplementation?.decision_no),
      note: sentence(nonImplementation?.decision_note),
    },
  }
}

/** The same of what came later: pauses that were asked for, tasks that were opened again. */
export function laterData({ suspensionRequest, reopening }: LetterDetail) {
  return {
    suspensionRequest: {
      ground: suspensionRequest ? translate('vi')(`ground.${suspensionRequest.ground}`) : '',
      review: day(suspensionRequest?.review_on),
      document: flat(suspensionRequest?.document_no),
      note: sentence(suspensionRequest?.note),
      answer: sentence(suspensionRequest?.decision_note),
    },
    reopening: {
      completed: day(reopening?.completed_on),
      decisionNo: flat(reopening?.decision_no),
      reason: sentence(reopening?.reason),
    },
  }
}
