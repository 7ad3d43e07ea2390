import { Argument, type Command } from "commander";
import { type Io, withExamples } from "../core";
import { completion, type Shell, SHELL_NAMES } from "../core/completion";

/** `diem completion`. */
export function completionCommand(parent: Command, io: Io): void {
  const command = parent
    .command("completion")
    .description("print a script that completes commands and options in your shell")
    .addArgument(new Argument("<shell>", "which shell").choices(SHELL_NAMES))
    .action((shell: Shell) => {
      io.stdout.write(completion(parent, shell));
    });
  withExamples(command, "diem completion bash", "diem completion zsh", "diem completion fish");
}
