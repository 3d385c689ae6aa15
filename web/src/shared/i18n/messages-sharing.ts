import { plural } from './messages.ts';

/** Texts for choosing the visibility of photos. */
export const sharingMessages = {
  visibility: 'Visibility',
  visibilityHint: {
    private: 'Only you',
    unlisted: 'Not in any list; anyone with the link can open it',
    public: 'Everyone, on the home page and on your profile',
  },
  allowDownload: 'Others may download the original',
  firstTitle: 'Who can see your photos?',
  firstText:
    'Your files are uploading. Nobody else sees them until you choose. You can change this at any time.',
  firstSubmit: 'Save choice',
  later: 'Not now',
  batchTitle: 'Visibility of these uploads',
  batchText: 'Applies to all photos in this list, including those already uploaded.',
  remember: 'Use for later uploads too',
  change: 'Change',
  changeOf: (visibility: string) => `Visibility of these uploads: ${visibility}. Change`,
  withDownload: 'originals can be downloaded',
  failed: 'The visibility of some photos could not be changed.',
  settings: 'Uploads',
  settingsText: 'Defaults for new photos. Existing photos stay as they are.',
  undecided: 'You have not chosen yet: uploads are private, and the next one asks you.',
  withheld: (unlisted: number, hidden: number, unlistedFormatted: string, hiddenFormatted: string) =>
    [
      hidden > 0 &&
        `${hiddenFormatted} ${plural(hidden, 'photo', 'photos')} in this album ${plural(hidden, 'is', 'are')} private.`,
      unlisted > 0 &&
        `${unlistedFormatted} ${plural(unlisted, 'photo', 'photos')} in this album can be seen only by people with ${plural(unlisted, 'its link', 'their links')}.`,
      `Others will not see ${plural(hidden + unlisted, 'it', 'them')}.`,
    ]
      .filter(Boolean)
      .join(' '),
  showWithheld: { public: 'Make public', unlisted: 'Show to anyone with the link' },
  withheldTitle: 'Some photos stay hidden',
  keepHidden: 'Leave as is',
} as const;
