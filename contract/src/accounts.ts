import { z } from '@hono/zod-openapi';
import { bioField, displayNameField, orNull, timestamp } from './fields.ts';
import { usernameFormat, usernameRule } from './formats.ts';
import { photoIdField } from './ids.ts';
import { passwordLimits } from './limits.ts';
import { visibilityField } from './photo.ts';
import { defineRoute, ifMatchHeaders, json, jsonBody, noContent } from './route.ts';

export const usernameField = z
  .string()
  .max(30, 'Use at most 30 characters')
  .transform((name) => name.toLowerCase())
  .refine((name) => usernameFormat.test(name), usernameRule)
  .openapi({ type: 'string', minLength: 3, maxLength: 30, example: 'ada' });

export const emailField = z
  .string()
  .max(254, 'Use at most 254 characters')
  .transform((address) => address.trim())
  .pipe(z.email('Enter a full address, like ada@example.org'))
  .openapi({ type: 'string', format: 'email', maxLength: 254, example: 'ada@example.org' });

const newPasswordField = z
  .string()
  .min(passwordLimits.min, `Use at least ${passwordLimits.min} characters`)
  .max(passwordLimits.max, `Use at most ${passwordLimits.max} characters`)
  .refine((value) => value.isWellFormed(), 'The password is not valid Unicode');

export const loginField = z
  .string()
  .min(1, 'Enter your user name or e-mail address')
  .max(254)
  .openapi({ description: 'A user name or an e-mail address.', example: 'ada' });
export const passwordField = z.string().min(1, 'Enter your password').max(passwordLimits.max);
const codeField = z
  .string()
  .max(100)
  .transform((code) => code.replace(/\s/gu, ''))
  .transform((code) => (/^[\d-]{6,12}$/u.test(code) ? code.replaceAll('-', '') : code.toLowerCase()))
  .refine(
    (code) => /^(?:\d{6}|[0-9a-f]{32})$/u.test(code),
    'Enter the six digits from the e-mail, or the code of its link',
  )
  .openapi({
    type: 'string',
    maxLength: 100,
    description:
      'The six digits from the mail, which hold for the browser that asked for them (bound by a cookie) and five attempts; or the code of the link in the mail, 32 hexadecimal digits, which holds anywhere. Programs use that one.',
    example: '123456',
  });

const uploadDefaultsSchema = z
  .object({
    visibility: visibilityField,
    allowDownload: z.boolean().describe('Whether others may download the original.'),
  })
  .openapi('UploadDefaults');

/** One's own account: nobody else is sent this. */
export const accountSchema = z
  .object({
    id: z.string(),
    username: z.string(),
    email: z.string(),
    displayName: z.string(),
    bio: z.string(),
    avatarUrl: z
      .string()
      .nullable()
      .describe('A picture of at most 320 pixels in width. Never changes its content.'),
    role: z.enum(['member', 'admin']),
    confirmed: z.boolean().describe('Whether the address was proven.'),
    photoCount: z.number().int().describe('Ready photos outside the trash.'),
    storedBytes: z.number().int().describe('Bytes of originals, trash included.'),
    quotaBytes: z.number().int().describe('How many bytes the account may keep.'),
    uploadDefaults: orNull(uploadDefaultsSchema).describe(
      'What an upload gets that does not say otherwise. Null until decided: then it is private.',
    ),
    createdAt: timestamp,
    cancelledUntil: timestamp
      .nullable()
      .describe('When everything will be deleted, if the account was cancelled.'),
  })
  .openapi('Account');

const accountAnswer = z.object({ account: accountSchema });

export const createAccount = defineRoute({
  method: 'post',
  path: '/accounts',
  access: 'anyone',
  isLimited: true,
  summary: 'Register; a code is mailed to the address',
  description:
    'An address that nobody has proven blocks nobody: registering it again takes the place of the registration before. An address is mailed at most five codes an hour, after which the answer is 429.',
  request: {
    body: jsonBody(
      z.object({
        username: usernameField,
        email: emailField,
        password: newPasswordField,
        displayName: displayNameField.optional(),
      }),
    ),
  },
  responses: { 201: json(accountAnswer, 'Registered, to be confirmed') },
  problems: ['taken'],
});

export const confirmAccount = defineRoute({
  method: 'post',
  path: '/accounts/confirm',
  access: 'anyone',
  isLimited: true,
  summary: 'Confirm the address with a code from the mail, and log in; sets the session cookie',
  description:
    'The browser that registered just confirms. Anywhere else nothing says who chose the password, so `password` sets a new one and ends what was begun with the one before; without it the answer is `password-needed`, and the code still works.',
  request: {
    body: jsonBody(z.object({ login: loginField, code: codeField, password: newPasswordField.optional() })),
  },
  responses: { 200: json(accountAnswer, 'Confirmed and logged in') },
  problems: ['wrong-code', 'password-needed', 'suspended'],
});

const mailsToOne =
  'An address is mailed at most five codes an hour, of every kind together and whoever asks; after that, the link in the latest mail still works. The six digits hold for the browser that asks: the answer sets a cookie for it.';

export const resendCode = defineRoute({
  method: 'post',
  path: '/accounts/resend-code',
  access: 'anyone',
  isLimited: true,
  summary: 'Mail another code; the answer is the same whether or not there is such an account',
  description: mailsToOne,
  request: { body: jsonBody(z.object({ login: loginField })) },
  responses: { 202: noContent('Sent, if there is such an account and it is not confirmed yet') },
});

export const forgotPassword = defineRoute({
  method: 'post',
  path: '/accounts/forgot-password',
  access: 'anyone',
  isLimited: true,
  summary:
    'Mail a code to set a new password with, which proves the address, too; the answer is always the same',
  description: mailsToOne,
  request: { body: jsonBody(z.object({ login: loginField })) },
  responses: { 202: noContent('Sent, if there is such an account') },
});

export const resetPassword = defineRoute({
  method: 'post',
  path: '/accounts/reset-password',
  access: 'anyone',
  isLimited: true,
  summary: 'Set a new password with a code from the mail; confirms the account, ends every session and token',
  request: { body: jsonBody(z.object({ login: loginField, code: codeField, password: newPasswordField })) },
  responses: { 204: noContent('Set') },
  problems: ['wrong-code'],
});

export const getMe = defineRoute({
  method: 'get',
  path: '/me',
  access: 'member',
  isTagged: true,
  summary: 'One’s own account',
  responses: { 200: json(accountAnswer, 'The account') },
});

const thousandth = z.number().int().min(0).max(1000);
const avatarCropSchema = z
  .strictObject({
    left: thousandth.describe('Left edge, in thousandths of the width.'),
    top: thousandth.describe('Top edge, in thousandths of the height.'),
    size: thousandth.min(50).describe('Side, in thousandths of the shorter side.'),
  })
  .describe(
    'The square part of the photo that becomes the picture, with `avatarPhotoId`. The answer shows the picture before; the new one follows within moments.',
  );

export const changeMe = defineRoute({
  method: 'patch',
  path: '/me',
  access: 'member',
  isTagged: true,
  summary: 'Change name, words, picture or upload defaults',
  description: '`uploadDefaults` holds for uploads from now on. Photos that are there keep what they have.',
  request: {
    headers: ifMatchHeaders,
    body: jsonBody(
      z
        .object({
          displayName: displayNameField,
          bio: bioField,
          avatarPhotoId: photoIdField
            .nullable()
            .describe('One’s own photo, of which a small copy is shown to all; null takes the picture away.'),
          avatarCrop: avatarCropSchema,
          uploadDefaults: orNull(uploadDefaultsSchema).describe(
            'Null: undecided again, and uploads are private.',
          ),
        })
        .partial(),
    ),
  },
  responses: { 200: json(accountAnswer, 'The account as it is now') },
  problems: ['not-found'],
});

export const cancelAccount = defineRoute({
  method: 'delete',
  path: '/me',
  access: 'session',
  isTagged: true,
  summary:
    'Cancel the account: everything is deleted after a grace period, until which logging in can undo it',
  request: {
    headers: ifMatchHeaders,
    body: jsonBody(z.object({ password: passwordField })),
  },
  responses: { 202: json(accountAnswer, 'Cancelled') },
  problems: ['wrong-credentials'],
});

export const keepAccount = defineRoute({
  method: 'post',
  path: '/me/keep',
  access: 'session',
  summary: 'Take a cancellation back',
  responses: { 200: json(accountAnswer, 'Kept') },
});

export const changePassword = defineRoute({
  method: 'put',
  path: '/me/password',
  access: 'session',
  summary: 'Change the password; ends every other session and every personal access token',
  request: {
    body: jsonBody(
      z.object({
        password: passwordField,
        newPassword: newPasswordField,
        keepTokens: z
          .boolean()
          .default(false)
          .describe('Whether personal access tokens keep working. They open the account without a password.'),
      }),
    ),
  },
  responses: { 204: noContent('Changed') },
  problems: ['wrong-credentials'],
});

export const changeEmail = defineRoute({
  method: 'put',
  path: '/me/email',
  access: 'session',
  summary: 'Ask for another address; it takes effect once confirmed with a code mailed to it',
  description: mailsToOne,
  request: { body: jsonBody(z.object({ password: passwordField, email: emailField })) },
  responses: { 202: noContent('A code is on its way to the new address') },
  problems: ['wrong-credentials', 'taken'],
});

export const confirmEmail = defineRoute({
  method: 'post',
  path: '/me/email/confirm',
  access: 'session',
  summary: 'Confirm the new address with a code mailed to it',
  request: { body: jsonBody(z.object({ code: codeField })) },
  responses: { 200: json(accountAnswer, 'The account with its new address') },
  problems: ['wrong-code', 'taken'],
});
