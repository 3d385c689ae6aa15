import { maxUploadBytes, takenFormats } from '@vitrine/contract/limits.ts';
import { plural } from './messages.ts';

/** Texts for uploads. */
export const uploadMessages = {
  label: 'Uploads',
  running: (through: string, all: string) => `Uploading ${through} of ${all}`,
  preparing: (count: number, formatted: string) =>
    `Processing ${formatted} ${plural(count, 'photo', 'photos')}`,
  done: (formatted: string) => `${formatted} uploaded`,
  troubled: (formatted: string) => `${formatted} failed`,
  amount: (sent: string, all: string) => `${sent} of ${all}`,
  resumed: 'Resumed',
  speed: (amount: string) => `${amount}/s`,
  soon: 'less than a minute left',
  minutes: (count: number, formatted: string) =>
    `about ${formatted} ${plural(count, 'minute', 'minutes')} left`,
  progress: 'Progress of all uploads',
  progressOf: (name: string) => `Progress of ${name}`,
  collapse: 'Collapse uploads',
  expand: 'Expand uploads',
  addFiles: 'Add files',
  addFolder: 'Add a folder',
  cancelAll: 'Cancel all',
  retryAll: 'Try again',
  clear: 'Clear',
  resume: 'If this page closes, choose the same files again. Anything already uploaded is skipped.',
  more: (count: number, formatted: string) => `and ${formatted} more ${plural(count, 'file', 'files')}`,
  retry: (name: string) => `Try ${name} again`,
  cancel: (name: string) => `Cancel ${name}`,
  open: (name: string) => `Open ${name}`,
  state: {
    waiting: 'Waiting',
    hashing: 'Reading',
    starting: 'Starting',
    sending: 'Sending',
    completing: 'Finishing',
    processing: 'Processing',
    ready: 'In your library',
    duplicate: 'Already in your library',
    refused: 'Rejected',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  reason: {
    type: `Vitrine doesn’t support this type of file. It accepts ${takenFormats}.`,
    empty: 'The file is empty.',
    'too-large': `Larger than ${maxUploadBytes / 1024 / 1024} MB. Vitrine doesn’t accept larger files.`,
    unreadable: 'The file can no longer be read. It was moved or changed.',
    offline: 'There is no connection.',
    'logged-out': 'You are logged out. Log in, then try again.',
    gone: 'Cancelled on another device.',
    unknown: 'Something went wrong on our side.',
    'front-too-large':
      'The server in front of Vitrine doesn’t accept files of this size. The operator of this gallery can raise its limit.',
    'front-busy': 'The server in front of Vitrine cannot reach it at the moment.',
    'front-refused':
      'Something in front of Vitrine refused the file, such as a firewall or a network’s log-in page.',
  },
  frontTooLarge: (size: string) =>
    `The server in front of Vitrine doesn’t accept files of ${size}. The operator of this gallery can raise its limit.`,
  announced: (done: string, all: string) => `${done} of ${all} files uploaded.`,
  announcedFailed: (count: number, formatted: string) =>
    `${formatted} ${plural(count, 'file', 'files')} failed.`,
} as const;
