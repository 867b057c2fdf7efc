import { type Choice, mostRecommendations, summarise } from '../domain/conclusion-choice.ts'
import { cleanText } from '../intake/clean-text.ts'
import type { ProposedRecommendation } from '../intake/proposal.ts'
import { splitRecommendations } from '../intake/split-recommendations.ts'
import type { SplitConclusion } from './split-conclusion.ts'

/** More proposals than this come of no office's document. */
const mostChoices = 1_000
const longestQuote = 6_000

/** The cleaned text and what is proposed from it, ticked as far as one form may save. */
export function splitText(pasted: string): SplitConclusion {
  const conclusion = cleanText(pasted)
  const { inspection, recommendations } = splitRecommendations(conclusion)
  const usable = recommendations.filter(one => isFaithful(conclusion, one)).slice(0, mostChoices)
  return { conclusion, facts: inspection, choices: usable.map(choiceOf) }
}

/** The splitter cleans what it is given once more; a proposal counts only where that changed nothing before it. */
function isFaithful(conclusion: string, { text, start, end }: ProposedRecommendation): boolean {
  return text.length <= longestQuote && conclusion.slice(start, end) === text
}

function choiceOf(one: ProposedRecommendation, index: number): Choice {
  const { start, end, kind, addressees, dueText, force, dueOn, why } = one
  return {
    start,
    end,
    kind,
    summary: one.summary.slice(0, 300) || summarise(one.text),
    ticked: index < mostRecommendations,
    addressees: addressees.slice(0, 5),
    dueText: dueText ?? '',
    told: {
      force,
      coordinating: one.coordinating.slice(0, 5),
      dueOn,
      clauses: one.clauses.map(({ ongoing, ...clause }) => ({
        start: clause.start,
        end: clause.end,
        ongoing,
      })),
      why: [...new Set(why)],
    },
  }
}
