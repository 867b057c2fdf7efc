/** What a browser without JavaScript would send of a page's form, as it stands. */
export function fieldsOf(html: string, id: string): Record<string, string[]> {
  const form = new RegExp(`<form[^>]*id="${id}"[\\s\\S]*?</form>`).exec(html)?.[0] ?? ''
  const fields: Record<string, string[]> = {}
  const add = (name: string | undefined, value: string) => {
    if (name) fields[name] = [...(fields[name] ?? []), plain(value)]
  }
  for (const [tag, kind] of form.matchAll(
    /<(input)\b[^>]*>|<(textarea)\b[^>]*>[\s\S]*?<\/textarea>|<(select)\b[\s\S]*?<\/select>/g,
  )) {
    const head = tag.slice(0, tag.indexOf('>') + 1)
    const name = attribute(head, 'name')
    if (kind === 'input') {
      const unticked = attribute(head, 'type') === 'checkbox' && !/\schecked/.test(head)
      if (!unticked) add(name, attribute(head, 'value') ?? '')
    } else if (tag.startsWith('<textarea'))
      add(name, tag.slice(head.length, -'</textarea>'.length).replace(/^\n/, ''))
    else
      add(name, /value="([^"]*)" selected/.exec(tag)?.[1] ?? /<option value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  return fields
}

/** The values of the buttons that a person could press, by their words. */
export function buttonsOf(html: string): Record<string, string> {
  const found = html.matchAll(/<button\b[^>]*name="step"[^>]*value="([^"]*)"[^>]*>([\s\S]*?)<\/button>/g)
  return Object.fromEntries(
    Array.from(found, ([, step = '', words = '']) => [plain(words.replace(/<[^>]*>/g, '')).trim(), step]),
  )
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
