import { helpText } from './commands/help.ts'
import { commands } from './commands/index.ts'
import { ConfigError } from './config.ts'

/** The one way in: runs the named command with the rest of the arguments and returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const [name = 'help', ...rest] = args
  const command = commands.find(known => known.name === name)
  if (!command) {
    console.error(helpText(`Không có lệnh "${name}".`))
    return 2
  }
  try {
    return await command.run(rest)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    // A wrong setting stops the start and is named; the stack would say nothing to who runs it.
    console.error(`dondoc: ${error.message}`)
    return 78
  }
}
