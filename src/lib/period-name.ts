const roman = ['I', 'II', 'III', 'IV'] as const

/**
 * What a period that ends on the day is called in the titles of its tasks: "quý I/2027". Titles are texts of the
 * office, Vietnamese as its documents and mails are (DECISIONS 16), so that lists, mails and reports all show it.
 */
export function periodName(
  cycle: 'month' | 'quarter' | 'half_year' | 'year' | 'school_year',
  to: string,
): string {
  const year = Number(to.slice(0, 4))
  const month = Number(to.slice(5, 7))
  switch (cycle) {
    case 'month':
      return `tháng ${month}/${year}`
    case 'quarter':
      return `quý ${roman[Math.ceil(month / 3) - 1]}/${year}`
    case 'half_year':
      return `6 tháng ${month <= 6 ? 'đầu' : 'cuối'} năm ${year}`
    case 'year':
      return `năm ${year}`
    case 'school_year':
      return `năm học ${year - 1}-${year}`
  }
}
