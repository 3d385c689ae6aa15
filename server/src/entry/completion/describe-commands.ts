import type { Command, Option } from 'commander';

export type CompletedOption = {
  flags: string[];
  description: string;
  /** The kind of its value, if it takes one. */
  value: 'none' | 'folder' | 'text' | readonly string[];
};
export type CompletedCommand = {
  /** The words that lead to it: `vitrine user create`. */
  path: string;
  subcommands: { name: string; description: string }[];
  options: CompletedOption[];
  /** Words that its first argument may be. */
  choices: readonly string[];
  takesFiles: boolean;
};

/** Every command of the tree, the program itself first, as completion needs it. */
export function describeCommands(program: Command): CompletedCommand[] {
  const globals = optionsOf(program).filter(({ flags }) => flags.includes('--json'));
  const found: CompletedCommand[] = [];
  const visit = (command: Command, above: string) => {
    const path = `${above} ${command.name()}`.trim();
    const isProgram = command === program;
    found.push({
      path,
      subcommands: command.commands.map((each) => ({ name: each.name(), description: each.description() })),
      options: [...optionsOf(command), ...(isProgram ? [] : globals), help],
      choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
      takesFiles: command.registeredArguments.some((argument) => argument.name().startsWith('path')),
    });
    for (const each of command.commands) visit(each, path);
  };
  visit(program, '');
  return found;
}

const help: CompletedOption = { flags: ['--help'], description: 'display help for command', value: 'none' };

const optionsOf = (command: Command) => command.options.map(describe);

function describe(option: Option): CompletedOption {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined && flag !== null);
  const value = option.argChoices ?? (/<folder>/u.test(option.flags) ? 'folder' : 'text');
  return {
    flags,
    description: option.description,
    value: option.required || option.optional ? value : 'none',
  };
}
