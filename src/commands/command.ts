/** One entry of the command line. `run` gets what stands behind its name and answers the exit code. */
export interface Command {
  name: string
  /** Arguments as shown in `help`. */
  usage: string
  summary: string
  run(args: string[]): Promise<number>
}
