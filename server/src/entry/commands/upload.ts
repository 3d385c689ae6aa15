import type { paths } from '@vitrine/contract/openapi-types';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { findImages } from '../find-images.ts';
import { askPassword, CommandError } from '../terminal.ts';
import { ApiError, createApiClient } from '../upload/api-client.ts';
import { uploadFiles } from '../upload/upload-files.ts';
import { printPlan, printReport, refusalLine, type UsedVisibility } from '../upload/upload-report.ts';

type Me = paths['/me']['get']['responses'][200]['content']['application/json'];

type Options = {
  url?: string;
  login?: string;
  passwordStdin?: boolean;
  visibility?: 'public' | 'unlisted' | 'private';
  tag?: string[];
  album?: string[];
  albumPerFolder?: boolean;
  exclude?: string[];
  followLinks?: boolean;
  atOnce: number;
  dryRun?: boolean;
};

const collect = (value: string, before: string[] = []) => [...before, value];

export function addUploadCommand(program: Command): void {
  program
    .command('upload <paths...>')
    .description('upload pictures and folders of them to a running Vitrine, local or remote')
    .option('--url <url>', 'its URL (default: $VITRINE_PUBLIC_URL, else http://localhost:3000)')
    .option('--login <name>', 'log in with this name and a password, instead of the token in $VITRINE_TOKEN')
    .option('--password-stdin', 'read the password from standard input')
    .addOption(
      new Option(
        '--visibility <who>',
        "who sees them (default: the account's default for uploads, else private)",
      ).choices(['public', 'unlisted', 'private']),
    )
    .option('--tag <word>', 'a tag for each photo; may be repeated', collect)
    .option('--album <title>', 'add them to this album, creating it if necessary; may be repeated', collect)
    .option('--album-per-folder', 'add each photo to an album that is named like its folder')
    .option('--exclude <pattern>', 'leave out files and folders that match; may be repeated', pattern)
    .option('--follow-links', 'follow symbolic links in folders')
    .option('--at-once <number>', 'how many files at a time, from 1 to 16', atOnce, 3)
    .option('--dry-run', 'print what would be uploaded, and upload nothing')
    .addHelpText(
      'after',
      `
After an interruption, give it the same folder again: files that have arrived are recognised and not sent twice, large
ones part by part. Photos that are already there keep what they have; --visibility and --tag apply to them too. Files in
the trash are restored, without --visibility for no more people than your default.

Without --visibility, new photos and albums get the default that you chose in Settings. Until you choose one they are
private, and nobody else may download their originals. The summary names what was used.

Files go in the natural order of their paths, p2 before p10, and so do photos in albums. Hidden files and the thumbnails
and recycle bins of systems are left out. A pattern of --exclude without a slash matches a name at any depth ('*.png',
'raw'); with a slash it matches a path below the folder that you give ('2019/raw', '**/drafts/*.jpg').

The token needs the scopes read and write. Exit status: 3 if a file was refused, or if the server processed none of the
uploaded files for several minutes.

Examples:
  vitrine upload ~/Pictures/2024 --visibility private --album "2024"
  VITRINE_TOKEN=… vitrine upload *.jpg --url https://photos.example.org --tag sea --tag summer
  vitrine upload ~/Pictures --album-per-folder --exclude raw --exclude '*.tif'
  vitrine upload holiday.heic --login ada
  vitrine --json upload ~/Pictures/2024 | jq -r '.files[] | select(.status == "sent") | .url'`,
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
    throw new CommandError(`${url} is not a URL like https://photos.example.org.`, 2);
  if (options.passwordStdin && !options.login) throw new CommandError('--password-stdin needs --login.', 2);
  const found = await findImages(paths, {
    exclude: options.exclude ?? [],
    followLinks: options.followLinks ?? false,
  });
  for (const { path, reason } of found.refused) console.error(refusalLine(path, reason));
  if (options.dryRun) {
    printPlan(found, url, isJson);
    if (found.refused.length > 0) process.exitCode = 3;
    return;
  }
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
    throw new CommandError('Set VITRINE_TOKEN to a personal access token, or use --login.', 2);

  try {
    await using client = await createApiClient({ url, credentials });
    // Fails before anything is sent if the URL or the token is wrong.
    const { account } = await client.call<Me>('GET', '/me');
    const report = await uploadFiles(client, found.images, {
      visibility: options.visibility,
      tags: options.tag ?? [],
      albums: { titles: options.album ?? [], perFolder: options.albumPerFolder ?? false },
      atOnce: options.atOnce,
      isTalkative: !process.stderr.isTTY,
    });
    printReport(report, found, { isJson, visibility: visibilityOf(options.visibility, account) });
    if (report.stopped !== null)
      throw new CommandError(report.stopped, report.sent + report.present > 0 ? 3 : 1);
    if (report.refused.length + found.refused.length > 0 || report.processing > 0) process.exitCode = 3;
  } catch (error) {
    // The server's words are for the person at the terminal.
    if (error instanceof ApiError) throw new CommandError(error.message);
    throw error;
  }
}

/** Describes the visibility of new photos and who decided it. */
function visibilityOf(given: Options['visibility'], { uploadDefaults }: Me['account']): UsedVisibility {
  if (given) return { visibility: given, source: 'option' };
  return uploadDefaults
    ? { visibility: uploadDefaults.visibility, source: 'default' }
    : { visibility: 'private', source: 'undecided' };
}

function atOnce(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 16)
    throw new InvalidArgumentError('It must be from 1 to 16.');
  return number;
}

function pattern(text: string, before: string[] = []): string[] {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return [...before, text];
}
