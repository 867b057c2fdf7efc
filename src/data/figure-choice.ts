import type { Actor } from './actor.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db } from './schema.ts'
import { inspectionScope } from './scope.ts'

/** Themes of the recommendations whose figures the person may see, in alphabetical order; '' is none of them. */
export async function listFigureThemes(db: Db, actor: Actor): Promise<string[]> {
  const rows = await db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select('recommendation.theme')
    .distinct()
    .where(inspectionScope(asReaderOfFigures(actor)))
    .where('recommendation.theme', '<>', '')
    .orderBy('recommendation.theme')
    .execute()
  return rows.map(row => row.theme)
}

export interface LeaderChoice {
  id: string
  name: string
  title: string
}

/** Appointments in charge of units of the organisations whose figures the person may see, by name. */
export async function listLeaderChoices(db: Db, actor: Actor): Promise<LeaderChoice[]> {
  return db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select(['appointment.id', 'person.name', 'appointment.title'])
    .where('appointment.id', 'in', eb =>
      eb
        .selectFrom('unit')
        .select(inner => inner.ref('unit.leader_appointment_id').$notNull().as('id'))
        .where('unit.leader_appointment_id', 'is not', null)
        .where('unit.id', 'in', inner =>
          inner
            .selectFrom('task')
            .innerJoin('inspection', 'inspection.id', 'task.inspection_id')
            .select('task.lead_unit_id')
            .where(inspectionScope(asReaderOfFigures(actor))),
        ),
    )
    .orderBy('person.sort_key')
    .orderBy('appointment.id')
    .execute()
}
