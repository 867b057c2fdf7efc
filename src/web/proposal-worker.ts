import { parentPort, workerData } from 'node:worker_threads'
import { type CalendarEntry, createCalendar } from '../domain/working-days.ts'
import { splitRecommendations } from '../intake/split-recommendations.ts'

const { text, days } = workerData as { text: string; days: CalendarEntry[] }
const calendar = createCalendar(days)

/** A thread of its own that reads one long text and ends. */
parentPort?.postMessage(
  splitRecommendations(text, { isWorkingDay: date => calendar.isWorkingDay(date) }).recommendations,
)
