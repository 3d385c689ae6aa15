import { Argument, type Command } from 'commander';

const shells = ['bash', 'zsh', 'fish'] as const;

export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'the shell to complete in').choices(shells))
    .addHelpText(
      'after',
      `
Examples:
  source <(vitrine completion bash)    # in ~/.bashrc
  source <(vitrine completion zsh)     # in ~/.zshrc, after compinit
  vitrine completion fish > ~/.config/fish/completions/vitrine.fish`,
    )
    .action(async (shell: (typeof shells)[number]) => {
      const { describeCommands } = await import('../completion/describe-commands.ts');
      const commands = describeCommands(program);
      const write = {
        bash: async () => (await import('../completion/bash.ts')).writeBashCompletion(commands),
        zsh: async () => (await import('../completion/zsh.ts')).writeZshCompletion(commands),
        fish: async () => (await import('../completion/fish.ts')).writeFishCompletion(commands),
      }[shell];
      process.stdout.write(await write());
    });
}
