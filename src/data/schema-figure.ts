/** Figures by level, kept by the worker (DECISIONS 4). */

export interface FigureVersionTable {
  id: string
  number: number
}
