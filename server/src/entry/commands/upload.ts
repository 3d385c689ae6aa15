import { type Command, InvalidArgumentError, Option } from 'commander';
import { askPassword } from '../ask-password.ts';
import { CommandError } from '../command-error.ts';
import { type FoundImages, findImages } from '../find-images.ts';
import { createApiClient } from '../upload/api-client.ts';
import { ApiError } from '../upload/api-error.ts';
import { type UploadReport, uploadFiles } from '../upload/upload-files.ts';

type Options = {
  url?: string;
  login?: string;
  passwordStdin?: boolean;
  visibility?: 'public' | 'unlisted' | 'private';
  tag?: string[];
  album?: string[];
  atOnce: number;
  dryRun?: boolean;
};

const collect = (value: string, before: string[] = []) => [...before, value];

export function addUploadCommand(program: Command): void {
  program
    .command('upload <paths...>')
    .description('upload pictures and folders of them to a Vitrine that runs, here or elsewhere')
    .option('--url <address>', 'where it runs; $VITRINE_PUBLIC_URL or http://localhost:3000, if not given')
    .option(
      '--login <name>',
      'log in with a password, which is asked for, in place of the token in $VITRINE_TOKEN',
    )
    .option('--password-stdin', 'read the password from standard input')
    .addOption(
      new Option('--visibility <who>', 'who sees them; new ones are public, if not given').choices([
        'public',
        'unlisted',
        'private',
      ]),
    )
    .option('--tag <word>', 'a tag for each of them; may be repeated', collect)
    .option('--album <title>', 'put them into this album of yours, made if need be; may be repeated', collect)
    .option('--at-once <number>', 'how many at a time, from 1 to 16', atOnce, 3)
    .option('--dry-run', 'say what would be uploaded, and do nothing')
    .addHelpText(
      'after',
      `
Give it the same folder again after it was interrupted: what has arrived is recognised and not sent twice, of large
files each part. What is there already gets the visibility that is given and, beside its own, the tags; without these it
stays as it is. So does what lies in the trash, out of which it comes.
The token needs the scopes read and write. Exits with 3 where files were refused, or
where they arrived and the server, for some minutes, looked at none of those that wait.

Examples:
  vitrine upload ~/Pictures/2024 --visibility private --album "2024"
  VITRINE_TOKEN=… vitrine upload *.jpg --url https://photos.example.org --tag sea --tag summer
  vitrine upload holiday.heic --login ada`,
    )
    .action((paths: string[], options: Options) => upload(paths, options, program.opts().json === true));
}

async function upload(paths: string[], options: Options, isJson: boolean): Promise<void> {
  const { PORT, VITRINE_PUBLIC_URL, VITRINE_TOKEN } = process.env;
  const url = (options.url ?? (VITRINE_PUBLIC_URL || `http://localhost:${PORT || 3000}`)).replace(
    /\/+$/u,
    '',
  );
  if (!URL.canParse(url) || !/^https?:$/u.test(new URL(url).protocol))
    throw new CommandError(`${url} is no address like https://photos.example.org.`, 2);
  if (options.passwordStdin && !options.login)
    throw new CommandError('Say with --login whose password --password-stdin reads.', 2);
  const found = await findImages(paths);
  if (options.dryRun) return tellPlan(found, url, isJson);
  const credentials = options.login
    ? {
        login: options.login,
        password: await askPassword(`Password of ${options.login}`, {
          fromStdin: options.passwordStdin ?? false,
          isNew: false,
        }),
      }
    : { token: VITRINE_TOKEN ?? '' };
  if ('token' in credentials && !credentials.token)
    throw new CommandError('Set VITRINE_TOKEN to a personal access token, or give --login.', 2);

  try {
    await using client = await createApiClient({ url, credentials });
    const report = await uploadFiles(client, found.images, {
      visibility: options.visibility,
      tags: options.tag ?? [],
      albums: options.album ?? [],
      atOnce: options.atOnce,
      isTalkative: !process.stderr.isTTY,
    });
    tellReport(report, found, isJson);
    if (report.refused.length > 0 || report.processing > 0) process.exitCode = 3;
  } catch (error) {
    // What the server says is for the person at the terminal.
    if (error instanceof ApiError) throw new CommandError(error.message);
    throw error;
  }
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function tellPlan({ images, others }: FoundImages, url: string, isJson: boolean): void {
  const bytes = images.reduce((sum, image) => sum + image.bytes, 0);
  if (isJson) {
    console.log(JSON.stringify({ url, files: images, others, bytes }));
    return;
  }
  for (const { path, bytes: size } of images) console.log(`${megabytes(size).padStart(10)}  ${path}`);
  console.log(
    `${images.length} files, ${megabytes(bytes)}, would be uploaded to ${url}; ${others.length} are no pictures`,
  );
}

function tellReport(report: UploadReport, { others }: FoundImages, isJson: boolean): void {
  if (isJson) {
    console.log(JSON.stringify({ ...report, others }));
    return;
  }
  const { sent, present, changed, refused, processing, bytes } = report;
  console.log(
    `${sent} uploaded (${megabytes(bytes)}), ${present} there already, ${refused.length} refused, ${others.length} no pictures`,
  );
  if (changed > 0)
    console.log(`${changed} of those there already were given the visibility or tags that you asked for`);
  if (processing > 0)
    console.log(
      `${processing} still wait for the server to look at them, and it has been done with none for some minutes`,
    );
}

function atOnce(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 16)
    throw new InvalidArgumentError('It must be from 1 to 16.');
  return number;
}
