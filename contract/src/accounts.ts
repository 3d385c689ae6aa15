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
      'The six digits in the e-mail, valid for five attempts in the browser that requested them (bound by a cookie); or the 32 hexadecimal digits of the link in the e-mail, valid anywhere. Programs use the latter.',
    example: '123456',
  });

const uploadDefaultsSchema = z
  .object({
    visibility: visibilityField,
    allowDownload: z.boolean().describe('True if others may download the original.'),
  })
  .openapi('UploadDefaults');

/** The caller's own account. Nobody else receives it. */
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
      .describe('URL of a picture at most 320 pixels wide. Its content never changes.'),
    role: z.enum(['member', 'admin']),
    confirmed: z.boolean().describe('True if the e-mail address is confirmed.'),
    photoCount: z.number().int().describe('Ready photos outside the trash.'),
    storedBytes: z.number().int().describe('Bytes of originals, trash included.'),
    quotaBytes: z.number().int().describe('The most bytes that the account may store.'),
    uploadDefaults: orNull(uploadDefaultsSchema).describe(
      'Defaults of new uploads. Null until the owner chooses; uploads are then private.',
    ),
    createdAt: timestamp,
    cancelledUntil: timestamp
      .nullable()
      .describe('When everything will be deleted, if the owner deleted the account.'),
  })
  .openapi('Account');

const accountAnswer = z.object({ account: accountSchema });

export const createAccount = defineRoute({
  method: 'post',
  path: '/accounts',
  access: 'anyone',
  isLimited: true,
  summary: 'Register an account and e-mail a code',
  description:
    'Registering an unconfirmed e-mail address again replaces the earlier registration. An address receives at most five codes an hour; after that, the response is 429.',
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
  responses: { 201: json(accountAnswer, 'Registered, not yet confirmed') },
  problems: ['taken'],
});

export const confirmAccount = defineRoute({
  method: 'post',
  path: '/accounts/confirm',
  access: 'anyone',
  isLimited: true,
  summary: 'Confirm the e-mail address with a code and log in; sets the session cookie',
  description:
    'The browser that registered needs no password. Any other client must send a new `password`, because somebody else may have chosen the first one; without it, the response is `password-needed`, and the code stays valid. The new password ends all sessions and tokens of the old one.',
  request: {
    body: jsonBody(z.object({ login: loginField, code: codeField, password: newPasswordField.optional() })),
  },
  responses: { 200: json(accountAnswer, 'Confirmed and logged in') },
  problems: ['wrong-code', 'password-needed', 'suspended'],
});

const mailsToOne =
  'An address receives at most five codes an hour, of all kinds together. After that, the link in the latest e-mail still works. The six digits are valid only in the browser that requests them: the response sets a cookie.';

export const resendCode = defineRoute({
  method: 'post',
  path: '/accounts/resend-code',
  access: 'anyone',
  isLimited: true,
  summary: 'E-mail another code; the response never reveals whether the account exists',
  description: mailsToOne,
  request: { body: jsonBody(z.object({ login: loginField })) },
  responses: { 202: noContent('Sent if the account exists and is not confirmed') },
});

export const forgotPassword = defineRoute({
  method: 'post',
  path: '/accounts/forgot-password',
  access: 'anyone',
  isLimited: true,
  summary: 'E-mail a code to reset the password; the response never reveals whether the account exists',
  description: mailsToOne,
  request: { body: jsonBody(z.object({ login: loginField })) },
  responses: { 202: noContent('Sent if the account exists') },
});

export const resetPassword = defineRoute({
  method: 'post',
  path: '/accounts/reset-password',
  access: 'anyone',
  isLimited: true,
  summary: 'Set a new password with a code; confirms the account and ends all sessions and tokens',
  request: { body: jsonBody(z.object({ login: loginField, code: codeField, password: newPasswordField })) },
  responses: { 204: noContent('Set') },
  problems: ['wrong-code'],
});

export const getMe = defineRoute({
  method: 'get',
  path: '/me',
  access: 'member',
  isTagged: true,
  summary: 'Get your account',
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
    'The square part of the photo that becomes the profile picture, with `avatarPhotoId`. The response still has the previous picture; the new one follows within moments.',
  );

export const changeMe = defineRoute({
  method: 'patch',
  path: '/me',
  access: 'member',
  isTagged: true,
  summary: 'Change your name, bio, picture or upload defaults',
  description: '`uploadDefaults` applies to new uploads only.',
  request: {
    headers: ifMatchHeaders,
    body: jsonBody(
      z
        .object({
          displayName: displayNameField,
          bio: bioField,
          avatarPhotoId: photoIdField
            .nullable()
            .describe('One of your photos, of which everybody sees a small copy; null removes the picture.'),
          avatarCrop: avatarCropSchema,
          uploadDefaults: orNull(uploadDefaultsSchema).describe(
            'Null removes the defaults; uploads are then private.',
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
  summary: 'Delete the account after a grace period, during which you can restore it',
  request: {
    headers: ifMatchHeaders,
    body: jsonBody(z.object({ password: passwordField })),
  },
  responses: { 202: json(accountAnswer, 'Scheduled for deletion') },
  problems: ['wrong-credentials'],
});

export const keepAccount = defineRoute({
  method: 'post',
  path: '/me/keep',
  access: 'session',
  summary: 'Restore the account during the grace period',
  responses: { 200: json(accountAnswer, 'Restored') },
});

export const changePassword = defineRoute({
  method: 'put',
  path: '/me/password',
  access: 'session',
  summary: 'Change the password; ends all other sessions and personal access tokens',
  request: {
    body: jsonBody(
      z.object({
        password: passwordField,
        newPassword: newPasswordField,
        keepTokens: z
          .boolean()
          .default(false)
          .describe('True keeps personal access tokens, which give access without a password.'),
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
  summary: 'Change the e-mail address; takes effect once confirmed with a code',
  description: mailsToOne,
  request: { body: jsonBody(z.object({ password: passwordField, email: emailField })) },
  responses: { 202: noContent('Sent a code to the new address') },
  problems: ['wrong-credentials', 'taken'],
});

export const confirmEmail = defineRoute({
  method: 'post',
  path: '/me/email/confirm',
  access: 'session',
  summary: 'Confirm the new e-mail address with its code',
  request: { body: jsonBody(z.object({ code: codeField })) },
  responses: { 200: json(accountAnswer, 'The account with its new address') },
  problems: ['wrong-code', 'taken'],
});
