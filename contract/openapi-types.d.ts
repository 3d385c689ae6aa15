// Generated from openapi.json.
export interface paths {
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your account
         * @description For members, by session or by a token with the scope `read`.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        /**
         * Delete the account after a grace period, during which you can restore it
         * @description For members in a browser session. Tokens are refused.
         */
        delete: operations["cancelAccount"];
        options?: never;
        head?: never;
        /**
         * Change your name, bio, picture or upload defaults
         * @description For members, by session or by a token with the scope `write`. `uploadDefaults` applies to new uploads only.
         */
        patch: operations["changeMe"];
        trace?: never;
    };
    "/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the e-mail address; takes effect once confirmed with a code
         * @description For members in a browser session. Tokens are refused. An address receives at most five codes an hour, of all kinds together. After that, the link in the latest e-mail still works. The six digits are valid only in the browser that requests them: the response sets a cookie.
         */
        put: operations["changeEmail"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the password; ends all other sessions and personal access tokens
         * @description For members in a browser session. Tokens are refused.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the e-mail address with a code and log in; sets the session cookie
         * @description For anyone. A token needs the scope `write`. The browser that registered needs no password. Any other client must send a new `password`, because somebody else may have chosen the first one; without it, the response is `password-needed`, and the code stays valid. The new password ends all sessions and tokens of the old one.
         */
        post: operations["confirmAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/email/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the new e-mail address with its code
         * @description For members in a browser session. Tokens are refused.
         */
        post: operations["confirmEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register an account and e-mail a code
         * @description For anyone. A token needs the scope `write`. Registering an unconfirmed e-mail address again replaces the earlier registration. An address receives at most five codes an hour; after that, the response is 429.
         */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * E-mail a code to reset the password; the response never reveals whether the account exists
         * @description For anyone. A token needs the scope `write`. An address receives at most five codes an hour, of all kinds together. After that, the link in the latest e-mail still works. The six digits are valid only in the browser that requests them: the response sets a cookie.
         */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/keep": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore the account during the grace period
         * @description For members in a browser session. Tokens are refused.
         */
        post: operations["keepAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/resend-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * E-mail another code; the response never reveals whether the account exists
         * @description For anyone. A token needs the scope `write`. An address receives at most five codes an hour, of all kinds together. After that, the link in the latest e-mail still works. The six digits are valid only in the browser that requests them: the response sets a cookie.
         */
        post: operations["resendCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with a code; confirms the account and ends all sessions and tokens
         * @description For anyone. A token needs the scope `write`.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the logged-in account; `account` is null for visitors
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Log in with a user name or e-mail address; sets the session cookie
         * @description For anyone. A token needs the scope `write`.
         */
        post: operations["logIn"];
        /**
         * Log out
         * @description For anyone. A token needs the scope `write`.
         */
        delete: operations["logOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your sessions
         * @description For members in a browser session. Tokens are refused.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session
         * @description For members in a browser session. Tokens are refused.
         */
        delete: operations["revokeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your personal access tokens
         * @description For members in a browser session. Tokens are refused.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Create a personal access token; its secret is shown once
         * @description For members in a browser session. Tokens are refused. Requires the password. The owner receives an e-mail about it.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a token
         * @description For members in a browser session. Tokens are refused.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce a file and get the address to send its bytes to
         * @description For members, by session or by a token with the scope `write`. Idempotent by `sha256`: a file that the account holds already is answered with `duplicate` and its photo stays as it is; out of the trash it comes with the `visibility` and `allowDownload` that are given, or else for no more people than it was for and the account’s `uploadDefaults` are. One whose upload broke off gets a fresh target for the same photo, which takes the `title`, `description`, `tags`, `visibility` and `allowDownload` that are given now. A file that is recognised only once it has arrived takes its photo out of the trash for no more people than both were for. An `Idempotency-Key` under which another file was announced is a `conflict`. A file above 30 MiB may be sent in parts of 5 MiB, the last one shorter: `parts` holds the SHA-256 of each and is answered with an address for each that has not arrived. `target` takes the whole file in any case. A picture may have 210 megapixels as JPEG, 210 as PNG, 210 as HEIC and 120 in any other format; fewer where a decoder has to hold more than 800 MB of it, as with AVIF, progressive JPEG, interlaced PNG and HEIC without tiles. Neither side may be longer than 30000 pixels. An animation may have 500 frames and 150 megapixels in all. A photo beyond that is `rejected`, and its `statusReason` names the limit.
         */
        post: operations["beginUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that the bytes are there; the photo is processed next
         * @description For members, by session or by a token with the scope `write`.
         */
        post: operations["completeUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List public photos, newest first
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["listPhotos"];
        put?: never;
        /**
         * Upload a small file in one request
         * @description For members, by session or by a token with the scope `write`. Announces, sends and completes a file of at most 10 MB at once, under the rules of `POST /uploads`. On AWS Lambda API Gateway lets requests of 6 MB through, in which a file is written as base64: there it takes files of about 4 MB. Example: `curl -H "Authorization: Bearer $TOKEN" -F file=@IMG_0001.jpg -F title=Shore -F tags=sea,dawn https://photos.example.org/api/v1/photos`
         */
        post: operations["createPhoto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give an upload up, or dismiss one that was rejected
         * @description For members, by session or by a token with the scope `write`.
         */
        delete: operations["giveUpUpload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/photos/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a photo
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["getPhoto"];
        put?: never;
        post?: never;
        /**
         * Move a photo to the trash, where it stays 30 days
         * @description For members, by session or by a token with the scope `write`.
         */
        delete: operations["trashPhoto"];
        options?: never;
        head?: never;
        /**
         * Change a photo’s title, texts, tags or visibility
         * @description For members, by session or by a token with the scope `write`.
         */
        patch: operations["changePhoto"];
        trace?: never;
    };
    "/photos/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change many photos at once, with a result for each
         * @description For members, by session or by a token with the scope `write`.
         */
        post: operations["changePhotosInBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/photos/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Redirect to a presigned URL of the original or a rendition
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["downloadPhoto"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/trash": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the trash, latest first
         * @description For members, by session or by a token with the scope `read`.
         */
        get: operations["listTrash"];
        put?: never;
        post?: never;
        /**
         * Empty the trash: delete its photos for good
         * @description For members, by session or by a token with the scope `write`.
         */
        delete: operations["emptyTrash"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your photos, newest first
         * @description For members, by session or by a token with the scope `read`.
         */
        get: operations["listMyPhotos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tags of your photos outside the trash, sorted, at most 500
         * @description For members, by session or by a token with the scope `read`.
         */
        get: operations["listMyTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/photos/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a photo from the trash
         * @description For members, by session or by a token with the scope `write`.
         */
        post: operations["restorePhoto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/photos/{id}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Like a photo
         * @description For members, by session or by a token with the scope `write`.
         */
        put: operations["likePhoto"];
        post?: never;
        /**
         * Remove a like
         * @description For members, by session or by a token with the scope `write`.
         */
        delete: operations["unlikePhoto"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/photos/{id}/likes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the members who like a photo, latest first
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["listLikes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/likes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the photos you like, latest like first
         * @description For members, by session or by a token with the scope `read`.
         */
        get: operations["listMyLikes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a public profile
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{username}/albums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a member’s public albums, newest first
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["listProfileAlbums"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{username}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a member’s public photos, newest first
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["listProfilePhotos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/albums/{id}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the photos of an album, in its order
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["listAlbumPhotos"];
        put?: never;
        /**
         * Add photos at the end; photos already in the album keep their position
         * @description For members, by session or by a token with the scope `write`.
         */
        post: operations["addAlbumPhotos"];
        /**
         * Remove photos from an album
         * @description For members, by session or by a token with the scope `write`.
         */
        delete: operations["removeAlbumPhotos"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/albums/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an album
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["getAlbum"];
        put?: never;
        post?: never;
        /**
         * Delete an album, and with `photos=delete` move its photos to the trash
         * @description For members, by session or by a token with the scope `write`.
         */
        delete: operations["deleteAlbum"];
        options?: never;
        head?: never;
        /**
         * Change title, description, cover or visibility
         * @description For members, by session or by a token with the scope `write`.
         */
        patch: operations["changeAlbum"];
        trace?: never;
    };
    "/albums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an album
         * @description For members, by session or by a token with the scope `write`. An account has at most 2000.
         */
        post: operations["createAlbum"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/albums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your albums, newest first
         * @description For members, by session or by a token with the scope `read`.
         */
        get: operations["listMyAlbums"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/albums/{id}/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Reorder photos; those not named follow
         * @description For members, by session or by a token with the scope `write`.
         */
        put: operations["orderAlbumPhotos"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/albums/{id}/photos/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove photos from an album
         * @description For members, by session or by a token with the scope `write`. The same as `DELETE /albums/{id}/photos`, for clients and proxies that send no body with `DELETE`.
         */
        post: operations["takeAlbumPhotosOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/photos/{id}/hidden": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Hide a photo from everybody but its owner and admins
         * @description For admins, by session or by a token with the scope `write`; others get 404.
         */
        put: operations["hidePhoto"];
        post?: never;
        /**
         * Show a hidden photo again, according to its visibility
         * @description For admins, by session or by a token with the scope `write`; others get 404.
         */
        delete: operations["unhidePhoto"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users/{username}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Suspend a member: block log-in and hide their photos
         * @description For admins, by session or by a token with the scope `write`; others get 404. The member receives the reason by e-mail and sees it at log-in. Repeating the request replaces the reason.
         */
        put: operations["suspendMember"];
        post?: never;
        /**
         * Lift a suspension
         * @description For admins, by session or by a token with the scope `write`; others get 404.
         */
        delete: operations["resumeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream server-sent events about your photos: states and likes
         * @description For members, by session or by a token with the scope `read`.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The version of the server and of this API
         * @description For anyone. A token needs the scope `read`.
         */
        get: operations["getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            id: string;
            username: string;
            email: string;
            displayName: string;
            bio: string;
            /** @description URL of a picture at most 320 pixels wide. Its content never changes. */
            avatarUrl: string | null;
            /** @enum {string} */
            role: "member" | "admin";
            /** @description True if the e-mail address is confirmed. */
            confirmed: boolean;
            /** @description Ready photos outside the trash. */
            photoCount: number;
            /** @description Bytes of originals, trash included. */
            storedBytes: number;
            /** @description The most bytes that the account may store. */
            quotaBytes: number;
            /** @description Defaults of new uploads. Null until the owner chooses; uploads are then private. */
            uploadDefaults: components["schemas"]["UploadDefaults"] | null;
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When everything will be deleted, if the owner deleted the account.
             * @example 2026-05-04T10:20:30.000Z
             */
            cancelledUntil: string | null;
        };
        UploadDefaults: {
            /**
             * @description `public`: listed for everybody. `unlisted`: visible to anyone with the link, and in albums that are not public. `private`: visible to the owner only.
             * @enum {string}
             */
            visibility: "public" | "unlisted" | "private";
            /** @description True if others may download the original. */
            allowDownload: boolean;
        };
        Problem: {
            /** @example /api/docs#not-found */
            type: string;
            title: string;
            status: number;
            /** @description A sentence for the person who sent the request. */
            detail: string;
            /** @enum {string} */
            code: "invalid-request" | "wrong-code" | "password-needed" | "unauthenticated" | "wrong-credentials" | "unconfirmed" | "suspended" | "forbidden" | "not-found" | "method-not-allowed" | "conflict" | "taken" | "precondition-failed" | "too-large" | "unsupported-type" | "quota-exceeded" | "too-many-requests" | "internal" | "unavailable";
            /** @description The id of the request in the log. */
            requestId: string;
            /** @description The invalid fields, with the reason for each. */
            errors?: {
                path: string;
                message: string;
            }[];
        };
        Session: {
            id: string;
            /** @description Derived from the browser's `User-Agent`, such as `Firefox on Linux`. */
            device: string;
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            lastSeenAt: string;
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            expiresAt: string;
            /** @description True for the session of this request. */
            current: boolean;
        };
        Token: {
            id: string;
            name: string;
            scopes: ("read" | "write")[];
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            lastUsedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            expiresAt: string;
        };
        Photo: {
            id: string;
            owner: components["schemas"]["Member"];
            title: string;
            description: string;
            /** @description Alternative text for people who cannot see the photo. */
            altText: string;
            tags: string[];
            /**
             * @description `public`: listed for everybody. `unlisted`: visible to anyone with the link, and in albums that are not public. `private`: visible to the owner only.
             * @enum {string}
             */
            visibility: "public" | "unlisted" | "private";
            /**
             * @description `uploading` until the bytes have arrived, `processing` until it is rendered, then `ready` or `rejected`.
             * @enum {string}
             */
            status: "uploading" | "processing" | "ready" | "rejected";
            /** @description Why it was rejected or takes long, as a sentence. */
            statusReason: string | null;
            /** @description Pixels of the original, upright; null until it is `ready`. */
            width: number | null;
            /** @description Pixels of the original, upright; null until it is `ready`. */
            height: number | null;
            /**
             * @description The original’s format, detected from its bytes.
             * @enum {string|null}
             */
            format: "jpeg" | "png" | "gif" | "webp" | "avif" | "heic" | "tiff" | null;
            animated: boolean;
            /** @description Size of the original. */
            bytes: number;
            /** @description The name of the uploaded file, for its owner; null for everybody else. */
            fileName: string | null;
            /** @description A placeholder of about 25 bytes in base64: https://evanw.github.io/thumbhash/ */
            thumbhash: string | null;
            /**
             * @description The main colour; transparent parts count as white, or as dark behind a light drawing.
             * @example #4a6b8c
             */
            color: string | null;
            renditions: components["schemas"]["Rendition"][];
            exif: components["schemas"]["Exif"] | null;
            place: components["schemas"]["Place"] | null;
            /** @description True if others may see `place`. Files for others never contain it. */
            showPlace: boolean;
            /** @description True if others may download it. */
            allowDownload: boolean;
            /** @description Local time as the camera wrote it, `2024-06-01T10:00:00`. The day alone, `2024-06-01`, if the file names no time of day. The offset from UTC follows only for the owner, and only if the file names it. */
            takenAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            createdAt: string;
            /** @description Why it is hidden, for its owner and admins; null otherwise. */
            hiddenReason: string | null;
            /** @description True if an admin hid it. Only its owner and admins see this. */
            hidden: boolean;
            /**
             * Format: date-time
             * @description When it was moved to the trash, for its owner.
             * @example 2026-05-04T10:20:30.000Z
             */
            trashedAt: string | null;
            likeCount: number;
            viewer: {
                liked: boolean;
                canEdit: boolean;
                canDownload: boolean;
                canHide: boolean;
            };
        };
        Member: {
            username: string;
            displayName: string;
            avatarUrl: string | null;
        };
        Rendition: {
            width: number;
            height: number;
            /** @enum {string} */
            format: "webp" | "jpeg";
            /** @description Size of the file. Missing from older renditions. */
            bytes?: number;
            /** @description Never changes its content. Of photos that are not public, it carries a signature that expires. */
            url: string;
        };
        Exif: {
            camera?: string;
            lens?: string;
            /** @description Millimetres. */
            focalLength?: number;
            /** @description The f-number. */
            aperture?: number;
            /**
             * @description Seconds.
             * @example 1/120
             */
            exposureTime?: string;
            iso?: number;
        };
        Place: {
            /** @description Degrees, north of the equator. */
            latitude: number;
            /** @description Degrees, east of Greenwich. */
            longitude: number;
            /** @description Metres above the sea. */
            altitude?: number;
        };
        UploadTarget: {
            /** @enum {string} */
            method: "PUT";
            /** @description Absolute, or a path that begins with `/`: relative to the gallery, by whichever name it was reached. */
            url: string;
            /** @description To be sent exactly as they stand: the signature covers them. */
            headers: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            expiresAt: string;
        };
        UploadPart: {
            bytes: number;
            /** @description Null where this part has arrived. */
            target: components["schemas"]["UploadTarget"] | null;
        };
        PhotoPage: {
            items: components["schemas"]["Photo"][];
            /** @description The `cursor` of the next page; null on the last one. */
            nextCursor: string | null;
        };
        LikeState: {
            liked: boolean;
            likeCount: number;
        };
        LikePage: {
            items: (components["schemas"]["Member"] & {
                /**
                 * Format: date-time
                 * @example 2026-05-04T10:20:30.000Z
                 */
                likedAt: string;
            })[];
            /** @description The `cursor` of the next page; null on the last one. */
            nextCursor: string | null;
        };
        Profile: components["schemas"]["Member"] & {
            bio: string;
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            createdAt: string;
            /** @description Only admins find the profile of a suspended member. */
            suspended: boolean;
            /** @description Public ones. */
            photoCount: number;
            albumCount: number;
        };
        AlbumPage: {
            items: components["schemas"]["Album"][];
            /** @description The `cursor` of the next page; null on the last one. */
            nextCursor: string | null;
        };
        Album: {
            id: string;
            owner: components["schemas"]["Member"];
            title: string;
            description: string;
            /**
             * @description `public`: listed for everybody. `unlisted`: visible to anyone with the link, and in albums that are not public. `private`: visible to the owner only.
             * @enum {string}
             */
            visibility: "public" | "unlisted" | "private";
            /** @description The chosen cover, or the first photo that the viewer may see. */
            cover: components["schemas"]["Photo"] | null;
            /** @description Photos that the viewer finds in it: all for the owner; for others the public ones, and in an album that is not public the unlisted ones as well. */
            photoCount: number;
            /** @description How many of its photos are more private than the album, so that others do not find them in it. For the owner, in answers about one album. */
            withheld?: {
                unlisted: number;
                private: number;
            };
            /** @description How many of the photos that `holding` asks for are in it, where it asks for any. */
            holds?: number;
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-05-04T10:20:30.000Z
             */
            updatedAt: string;
            viewer: {
                canEdit: boolean;
            };
        };
        Event: {
            /** @enum {string} */
            type: "photo.changed";
            photo: components["schemas"]["Photo"];
        } | {
            /** @enum {string} */
            type: "photo.gone";
            photoId: string;
        } | {
            /** @enum {string} */
            type: "photo.liked";
            photoId: string;
            likeCount: number;
        };
        Version: {
            /**
             * @description The release of Vitrine that runs.
             * @example 0.1.0
             */
            version: string;
            /**
             * @description The version of this document.
             * @example 1.1.0
             */
            api: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account */
            200: {
                headers: {
                    /** @description Identifies this state; send it as `If-Match` with a change. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "username": "ada",
                     *         "email": "text",
                     *         "displayName": "Ada",
                     *         "bio": "I photograph the sea.",
                     *         "avatarUrl": null,
                     *         "role": "member",
                     *         "confirmed": true,
                     *         "photoCount": 1,
                     *         "storedBytes": 1,
                     *         "quotaBytes": 1,
                     *         "uploadDefaults": {
                     *           "visibility": "public",
                     *           "allowDownload": true
                     *         },
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "cancelledUntil": "2026-05-04T10:20:30.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"];
                    };
                };
            };
            /** @description Not modified: `If-None-Match` names this state */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state to change; 412 if it has changed since */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Scheduled for deletion */
            202: {
                headers: {
                    /** @description Identifies this state; send it as `If-Match` with a change. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "username": "ada",
                     *         "email": "text",
                     *         "displayName": "Ada",
                     *         "bio": "I photograph the sea.",
                     *         "avatarUrl": null,
                     *         "role": "member",
                     *         "confirmed": true,
                     *         "photoCount": 1,
                     *         "storedBytes": 1,
                     *         "quotaBytes": 1,
                     *         "uploadDefaults": {
                     *           "visibility": "public",
                     *           "allowDownload": true
                     *         },
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "cancelledUntil": "2026-05-04T10:20:30.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in; `wrong-credentials`: Wrong name or password */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: Changed in the meantime, or already exists */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state to change; 412 if it has changed since */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "displayName": "Ada",
                 *       "bio": "I photograph the sea.",
                 *       "avatarPhotoId": null,
                 *       "avatarCrop": {
                 *         "left": 1,
                 *         "top": 1,
                 *         "size": 50
                 *       },
                 *       "uploadDefaults": {
                 *         "visibility": "public",
                 *         "allowDownload": true
                 *       }
                 *     }
                 */
                "application/json": {
                    displayName?: string;
                    bio?: string;
                    /** @description One of your photos, of which everybody sees a small copy; null removes the picture. */
                    avatarPhotoId?: string | null;
                    /** @description The square part of the photo that becomes the profile picture, with `avatarPhotoId`. The response still has the previous picture; the new one follows within moments. */
                    avatarCrop?: {
                        /** @description Left edge, in thousandths of the width. */
                        left: number;
                        /** @description Top edge, in thousandths of the height. */
                        top: number;
                        /** @description Side, in thousandths of the shorter side. */
                        size: number;
                    };
                    /** @description Null removes the defaults; uploads are then private. */
                    uploadDefaults?: components["schemas"]["UploadDefaults"] | null;
                };
            };
        };
        responses: {
            /** @description The account as it is now */
            200: {
                headers: {
                    /** @description Identifies this state; send it as `If-Match` with a change. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "username": "ada",
                     *         "email": "text",
                     *         "displayName": "Ada",
                     *         "bio": "I photograph the sea.",
                     *         "avatarUrl": null,
                     *         "role": "member",
                     *         "confirmed": true,
                     *         "photoCount": 1,
                     *         "storedBytes": 1,
                     *         "quotaBytes": 1,
                     *         "uploadDefaults": {
                     *           "visibility": "public",
                     *           "allowDownload": true
                     *         },
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "cancelledUntil": "2026-05-04T10:20:30.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: Changed in the meantime, or already exists */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "correct horse battery",
                 *       "email": "ada@example.org"
                 *     }
                 */
                "application/json": {
                    password: string;
                    /**
                     * Format: email
                     * @example ada@example.org
                     */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Sent a code to the new address */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in; `wrong-credentials`: Wrong name or password */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `taken`: Already taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "correct horse battery",
                 *       "newPassword": "a longer horse battery",
                 *       "keepTokens": false
                 *     }
                 */
                "application/json": {
                    password: string;
                    newPassword: string;
                    /**
                     * @description True keeps personal access tokens, which give access without a password.
                     * @default false
                     */
                    keepTokens?: boolean;
                };
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in; `wrong-credentials`: Wrong name or password */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "login": "ada",
                 *       "code": "123456",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description A user name or an e-mail address.
                     * @example ada
                     */
                    login: string;
                    /**
                     * @description The six digits in the e-mail, valid for five attempts in the browser that requested them (bound by a cookie); or the 32 hexadecimal digits of the link in the e-mail, valid anywhere. Programs use the latter.
                     * @example 123456
                     */
                    code: string;
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Confirmed and logged in */
            200: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "username": "ada",
                     *         "email": "text",
                     *         "displayName": "Ada",
                     *         "bio": "I photograph the sea.",
                     *         "avatarUrl": null,
                     *         "role": "member",
                     *         "confirmed": true,
                     *         "photoCount": 1,
                     *         "storedBytes": 1,
                     *         "quotaBytes": 1,
                     *         "uploadDefaults": {
                     *           "visibility": "public",
                     *           "allowDownload": true
                     *         },
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "cancelledUntil": "2026-05-04T10:20:30.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid; `wrong-code`: The code is wrong or has expired; `password-needed`: Choose a password first */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that; `suspended`: This account is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "123456"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description The six digits in the e-mail, valid for five attempts in the browser that requested them (bound by a cookie); or the 32 hexadecimal digits of the link in the e-mail, valid anywhere. Programs use the latter.
                     * @example 123456
                     */
                    code: string;
                };
            };
        };
        responses: {
            /** @description The account with its new address */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "username": "ada",
                     *         "email": "text",
                     *         "displayName": "Ada",
                     *         "bio": "I photograph the sea.",
                     *         "avatarUrl": null,
                     *         "role": "member",
                     *         "confirmed": true,
                     *         "photoCount": 1,
                     *         "storedBytes": 1,
                     *         "quotaBytes": 1,
                     *         "uploadDefaults": {
                     *           "visibility": "public",
                     *           "allowDownload": true
                     *         },
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "cancelledUntil": "2026-05-04T10:20:30.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid; `wrong-code`: The code is wrong or has expired */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `taken`: Already taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "ada",
                 *       "email": "ada@example.org",
                 *       "password": "correct horse battery",
                 *       "displayName": "Ada"
                 *     }
                 */
                "application/json": {
                    /** @example ada */
                    username: string;
                    /**
                     * Format: email
                     * @example ada@example.org
                     */
                    email: string;
                    password: string;
                    displayName?: string;
                };
            };
        };
        responses: {
            /** @description Registered, not yet confirmed */
            201: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "username": "ada",
                     *         "email": "text",
                     *         "displayName": "Ada",
                     *         "bio": "I photograph the sea.",
                     *         "avatarUrl": null,
                     *         "role": "member",
                     *         "confirmed": true,
                     *         "photoCount": 1,
                     *         "storedBytes": 1,
                     *         "quotaBytes": 1,
                     *         "uploadDefaults": {
                     *           "visibility": "public",
                     *           "allowDownload": true
                     *         },
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "cancelledUntil": "2026-05-04T10:20:30.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `taken`: Already taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "login": "ada"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description A user name or an e-mail address.
                     * @example ada
                     */
                    login: string;
                };
            };
        };
        responses: {
            /** @description Sent if the account exists */
            202: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Restored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "username": "ada",
                     *         "email": "text",
                     *         "displayName": "Ada",
                     *         "bio": "I photograph the sea.",
                     *         "avatarUrl": null,
                     *         "role": "member",
                     *         "confirmed": true,
                     *         "photoCount": 1,
                     *         "storedBytes": 1,
                     *         "quotaBytes": 1,
                     *         "uploadDefaults": {
                     *           "visibility": "public",
                     *           "allowDownload": true
                     *         },
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "cancelledUntil": "2026-05-04T10:20:30.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "login": "ada"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description A user name or an e-mail address.
                     * @example ada
                     */
                    login: string;
                };
            };
        };
        responses: {
            /** @description Sent if the account exists and is not confirmed */
            202: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "login": "ada",
                 *       "code": "123456",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description A user name or an e-mail address.
                     * @example ada
                     */
                    login: string;
                    /**
                     * @description The six digits in the e-mail, valid for five attempts in the browser that requested them (bound by a cookie); or the 32 hexadecimal digits of the link in the e-mail, valid anywhere. Programs use the latter.
                     * @example 123456
                     */
                    code: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid; `wrong-code`: The code is wrong or has expired */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account, or null */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "username": "ada",
                     *         "email": "text",
                     *         "displayName": "Ada",
                     *         "bio": "I photograph the sea.",
                     *         "avatarUrl": null,
                     *         "role": "member",
                     *         "confirmed": true,
                     *         "photoCount": 1,
                     *         "storedBytes": 1,
                     *         "quotaBytes": 1,
                     *         "uploadDefaults": {
                     *           "visibility": "public",
                     *           "allowDownload": true
                     *         },
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "cancelledUntil": "2026-05-04T10:20:30.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"] | null;
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "login": "ada",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description A user name or an e-mail address.
                     * @example ada
                     */
                    login: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Logged in */
            200: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "username": "ada",
                     *         "email": "text",
                     *         "displayName": "Ada",
                     *         "bio": "I photograph the sea.",
                     *         "avatarUrl": null,
                     *         "role": "member",
                     *         "confirmed": true,
                     *         "photoCount": 1,
                     *         "storedBytes": 1,
                     *         "quotaBytes": 1,
                     *         "uploadDefaults": {
                     *           "visibility": "public",
                     *           "allowDownload": true
                     *         },
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "cancelledUntil": "2026-05-04T10:20:30.000Z"
                     *       }
                     *     }
                     */
                    "application/json": {
                        account: components["schemas"]["Account"];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in; `wrong-credentials`: Wrong name or password */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that; `unconfirmed`: The e-mail address is not confirmed; `suspended`: This account is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Logged out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions, the latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "device": "Firefox on Linux",
                     *           "createdAt": "2026-05-04T10:20:30.000Z",
                     *           "lastSeenAt": "2026-05-04T10:20:30.000Z",
                     *           "expiresAt": "2026-05-04T10:20:30.000Z",
                     *           "current": true
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Session"][];
                        nextCursor: null;
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "name": "Backup script",
                     *           "scopes": [
                     *             "read"
                     *           ],
                     *           "createdAt": "2026-05-04T10:20:30.000Z",
                     *           "lastUsedAt": "2026-05-04T10:20:30.000Z",
                     *           "expiresAt": "2026-05-04T10:20:30.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Token"][];
                        nextCursor: null;
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "correct horse battery",
                 *       "name": "Backup script",
                 *       "scopes": [
                 *         "read"
                 *       ],
                 *       "expiresInDays": 90
                 *     }
                 */
                "application/json": {
                    password: string;
                    name: string;
                    scopes: ("read" | "write")[];
                    /** @default 90 */
                    expiresInDays?: number;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "name": "Backup script",
                     *         "scopes": [
                     *           "read"
                     *         ],
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "lastUsedAt": "2026-05-04T10:20:30.000Z",
                     *         "expiresAt": "2026-05-04T10:20:30.000Z"
                     *       },
                     *       "secret": "the-token-itself-shown-this-once"
                     *     }
                     */
                    "application/json": {
                        token: components["schemas"]["Token"];
                        secret: string;
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in; `wrong-credentials`: Wrong name or password */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `quota-exceeded`: Quota exceeded */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The token's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client. Repeating the request with the same key returns the first result. Another request with the same key is a `conflict`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "fileName": "IMG_0001.jpg",
                 *       "contentType": "image/jpeg",
                 *       "bytes": 3512345,
                 *       "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                 *       "title": "Winter light",
                 *       "description": "The harbour, an hour after sunrise.",
                 *       "tags": [
                 *         "sea"
                 *       ],
                 *       "visibility": "public",
                 *       "allowDownload": true,
                 *       "albumId": "01938f30-12ab-7c44-8e9f-0a1b2c3d4e5f"
                 *     }
                 */
                "application/json": {
                    /** @example IMG_0001.jpg */
                    fileName: string;
                    /** @enum {string} */
                    contentType: "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/avif" | "image/heic" | "image/heif" | "image/tiff";
                    bytes: number;
                    sha256?: string;
                    parts?: {
                        sha256: string;
                    }[];
                    title?: string;
                    description?: string;
                    tags?: string[];
                    /**
                     * @description If left out, the account’s `uploadDefaults` apply; without these, the photo is `private`.
                     * @enum {string}
                     */
                    visibility?: "public" | "unlisted" | "private";
                    /** @description Whether others may download the original. If left out, the account’s `uploadDefaults` apply; without these, no. */
                    allowDownload?: boolean;
                    albumId?: string;
                };
            };
        };
        responses: {
            /** @description The account has this file already */
            200: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "photo": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       },
                     *       "duplicate": true
                     *     }
                     */
                    "application/json": {
                        photo: components["schemas"]["Photo"];
                        /** @enum {boolean} */
                        duplicate: true;
                    };
                };
            };
            /** @description Send the bytes to `target`, or each part to its own */
            201: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "photo": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       },
                     *       "target": {
                     *         "method": "PUT",
                     *         "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp",
                     *         "headers": {},
                     *         "expiresAt": "2026-05-04T10:20:30.000Z"
                     *       },
                     *       "parts": [
                     *         {
                     *           "bytes": 3512345,
                     *           "target": {
                     *             "method": "PUT",
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp",
                     *             "headers": {},
                     *             "expiresAt": "2026-05-04T10:20:30.000Z"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        photo: components["schemas"]["Photo"];
                        target: components["schemas"]["UploadTarget"];
                        parts?: components["schemas"]["UploadPart"][];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Conflict with the stored state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `quota-exceeded`: Quota exceeded */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Being processed */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "photo": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        photo: components["schemas"]["Photo"];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Conflict with the stored state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPhotos: {
        parameters: {
            query?: {
                /** @description The most items of a page */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only those with this tag, in any case */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of photos; an `ETag` names it for visitors */
            200: {
                headers: {
                    /** @description The URL of the next page, with `rel="next"`; absent on the last one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "owner": {
                     *             "username": "ada",
                     *             "displayName": "Ada",
                     *             "avatarUrl": null
                     *           },
                     *           "title": "Winter light",
                     *           "description": "The harbour, an hour after sunrise.",
                     *           "altText": "Two boats on calm water in low sun.",
                     *           "tags": [
                     *             "sea"
                     *           ],
                     *           "visibility": "public",
                     *           "status": "uploading",
                     *           "statusReason": null,
                     *           "width": 4032,
                     *           "height": 3024,
                     *           "format": "jpeg",
                     *           "animated": true,
                     *           "bytes": 3512345,
                     *           "fileName": "IMG_0001.jpg",
                     *           "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *           "color": "#4a6b8c",
                     *           "renditions": [
                     *             {
                     *               "width": 4032,
                     *               "height": 3024,
                     *               "format": "webp",
                     *               "bytes": 3512345,
                     *               "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *             }
                     *           ],
                     *           "exif": {
                     *             "camera": "Canon EOS R6",
                     *             "lens": "RF 35mm F1.8",
                     *             "focalLength": 35,
                     *             "aperture": 1.8,
                     *             "exposureTime": "1/120",
                     *             "iso": 100
                     *           },
                     *           "place": {
                     *             "latitude": 54.32,
                     *             "longitude": 10.14,
                     *             "altitude": 1
                     *           },
                     *           "showPlace": true,
                     *           "allowDownload": true,
                     *           "takenAt": null,
                     *           "createdAt": "2026-05-04T10:20:30.000Z",
                     *           "hiddenReason": null,
                     *           "hidden": true,
                     *           "trashedAt": "2026-05-04T10:20:30.000Z",
                     *           "likeCount": 1,
                     *           "viewer": {
                     *             "liked": true,
                     *             "canEdit": true,
                     *             "canDownload": true,
                     *             "canHide": true
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PhotoPage"];
                };
            };
            /** @description Not modified: `If-None-Match` names this page */
            304: {
                headers: {
                    /** @description The URL of the next page, with `rel="next"`; absent on the last one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPhoto: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client. Repeating the request with the same key returns the first result. Another request with the same key is a `conflict`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    title?: string;
                    description?: string;
                    altText?: string;
                    /**
                     * @description `public`: listed for everybody. `unlisted`: visible to anyone with the link, and in albums that are not public. `private`: visible to the owner only.
                     * @enum {string}
                     */
                    visibility?: "public" | "unlisted" | "private";
                    albumId?: string;
                    /**
                     * Format: binary
                     * @description One file, with its name
                     */
                    file: string;
                    /**
                     * @description Separated by commas, or the field several times
                     * @example sea,dawn
                     */
                    tags?: string;
                };
            };
        };
        responses: {
            /** @description The account has this file already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "photo": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       },
                     *       "duplicate": true
                     *     }
                     */
                    "application/json": {
                        photo: components["schemas"]["Photo"];
                        /** @enum {boolean} */
                        duplicate: true;
                    };
                };
            };
            /** @description Stored, and being processed */
            201: {
                headers: {
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "photo": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        photo: components["schemas"]["Photo"];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Conflict with the stored state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `quota-exceeded`: Quota exceeded */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveUpUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Conflict with the stored state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The photo */
            200: {
                headers: {
                    /** @description Identifies this state; send it as `If-Match` with a change. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *       "owner": {
                     *         "username": "ada",
                     *         "displayName": "Ada",
                     *         "avatarUrl": null
                     *       },
                     *       "title": "Winter light",
                     *       "description": "The harbour, an hour after sunrise.",
                     *       "altText": "Two boats on calm water in low sun.",
                     *       "tags": [
                     *         "sea"
                     *       ],
                     *       "visibility": "public",
                     *       "status": "uploading",
                     *       "statusReason": null,
                     *       "width": 4032,
                     *       "height": 3024,
                     *       "format": "jpeg",
                     *       "animated": true,
                     *       "bytes": 3512345,
                     *       "fileName": "IMG_0001.jpg",
                     *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *       "color": "#4a6b8c",
                     *       "renditions": [
                     *         {
                     *           "width": 4032,
                     *           "height": 3024,
                     *           "format": "webp",
                     *           "bytes": 3512345,
                     *           "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *         }
                     *       ],
                     *       "exif": {
                     *         "camera": "Canon EOS R6",
                     *         "lens": "RF 35mm F1.8",
                     *         "focalLength": 35,
                     *         "aperture": 1.8,
                     *         "exposureTime": "1/120",
                     *         "iso": 100
                     *       },
                     *       "place": {
                     *         "latitude": 54.32,
                     *         "longitude": 10.14,
                     *         "altitude": 1
                     *       },
                     *       "showPlace": true,
                     *       "allowDownload": true,
                     *       "takenAt": null,
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "hiddenReason": null,
                     *       "hidden": true,
                     *       "trashedAt": "2026-05-04T10:20:30.000Z",
                     *       "likeCount": 1,
                     *       "viewer": {
                     *         "liked": true,
                     *         "canEdit": true,
                     *         "canDownload": true,
                     *         "canHide": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Photo"];
                };
            };
            /** @description Not modified: `If-None-Match` names this state */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trashPhoto: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state to change; 412 if it has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the trash */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: Changed in the meantime, or already exists */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePhoto: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state to change; 412 if it has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Winter light",
                 *       "description": "The harbour, an hour after sunrise.",
                 *       "altText": "Two boats on calm water in low sun.",
                 *       "tags": [
                 *         "sea"
                 *       ],
                 *       "visibility": "public",
                 *       "showPlace": true,
                 *       "allowDownload": true
                 *     }
                 */
                "application/json": {
                    title?: string;
                    description?: string;
                    /** @description Alternative text for people who cannot see the photo. */
                    altText?: string;
                    tags?: string[];
                    /**
                     * @description `public`: listed for everybody. `unlisted`: visible to anyone with the link, and in albums that are not public. `private`: visible to the owner only.
                     * @enum {string}
                     */
                    visibility?: "public" | "unlisted" | "private";
                    showPlace?: boolean;
                    allowDownload?: boolean;
                };
            };
        };
        responses: {
            /** @description The photo */
            200: {
                headers: {
                    /** @description Identifies this state; send it as `If-Match` with a change. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *       "owner": {
                     *         "username": "ada",
                     *         "displayName": "Ada",
                     *         "avatarUrl": null
                     *       },
                     *       "title": "Winter light",
                     *       "description": "The harbour, an hour after sunrise.",
                     *       "altText": "Two boats on calm water in low sun.",
                     *       "tags": [
                     *         "sea"
                     *       ],
                     *       "visibility": "public",
                     *       "status": "uploading",
                     *       "statusReason": null,
                     *       "width": 4032,
                     *       "height": 3024,
                     *       "format": "jpeg",
                     *       "animated": true,
                     *       "bytes": 3512345,
                     *       "fileName": "IMG_0001.jpg",
                     *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *       "color": "#4a6b8c",
                     *       "renditions": [
                     *         {
                     *           "width": 4032,
                     *           "height": 3024,
                     *           "format": "webp",
                     *           "bytes": 3512345,
                     *           "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *         }
                     *       ],
                     *       "exif": {
                     *         "camera": "Canon EOS R6",
                     *         "lens": "RF 35mm F1.8",
                     *         "focalLength": 35,
                     *         "aperture": 1.8,
                     *         "exposureTime": "1/120",
                     *         "iso": 100
                     *       },
                     *       "place": {
                     *         "latitude": 54.32,
                     *         "longitude": 10.14,
                     *         "altitude": 1
                     *       },
                     *       "showPlace": true,
                     *       "allowDownload": true,
                     *       "takenAt": null,
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "hiddenReason": null,
                     *       "hidden": true,
                     *       "trashedAt": "2026-05-04T10:20:30.000Z",
                     *       "likeCount": 1,
                     *       "viewer": {
                     *         "liked": true,
                     *         "canEdit": true,
                     *         "canDownload": true,
                     *         "canHide": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Photo"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: Changed in the meantime, or already exists */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePhotosInBulk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "photoIds": [
                 *         "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d"
                 *       ],
                 *       "action": "delete",
                 *       "visibility": "public",
                 *       "allowDownload": true,
                 *       "tags": [
                 *         "sea"
                 *       ],
                 *       "albumId": "01938f30-12ab-7c44-8e9f-0a1b2c3d4e5f"
                 *     }
                 */
                "application/json": {
                    photoIds: string[];
                    /** @enum {string} */
                    action: "delete" | "restore" | "deleteForever" | "visibility" | "addTags" | "removeTags" | "addToAlbum" | "removeFromAlbum";
                    /**
                     * @description `public`: listed for everybody. `unlisted`: visible to anyone with the link, and in albums that are not public. `private`: visible to the owner only.
                     * @enum {string}
                     */
                    visibility?: "public" | "unlisted" | "private";
                    /** @description With `visibility`: true if others may download the originals. */
                    allowDownload?: boolean;
                    tags?: string[];
                    albumId?: string;
                };
            };
        };
        responses: {
            /** @description A result per photo, in the order given */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "results": [
                     *         {
                     *           "photoId": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "ok": true,
                     *           "code": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        results: {
                            photoId: string;
                            ok: boolean;
                            /** @description The problem code of a failure. */
                            code?: string;
                        }[];
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadPhoto: {
        parameters: {
            query?: {
                /** @description `original`, or the width of a rendition */
                size?: string;
            };
            header?: never;
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the bytes */
            302: {
                headers: {
                    Location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTrash: {
        parameters: {
            query?: {
                /** @description The most items of a page */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of photos */
            200: {
                headers: {
                    /** @description The URL of the next page, with `rel="next"`; absent on the last one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "owner": {
                     *             "username": "ada",
                     *             "displayName": "Ada",
                     *             "avatarUrl": null
                     *           },
                     *           "title": "Winter light",
                     *           "description": "The harbour, an hour after sunrise.",
                     *           "altText": "Two boats on calm water in low sun.",
                     *           "tags": [
                     *             "sea"
                     *           ],
                     *           "visibility": "public",
                     *           "status": "uploading",
                     *           "statusReason": null,
                     *           "width": 4032,
                     *           "height": 3024,
                     *           "format": "jpeg",
                     *           "animated": true,
                     *           "bytes": 3512345,
                     *           "fileName": "IMG_0001.jpg",
                     *           "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *           "color": "#4a6b8c",
                     *           "renditions": [
                     *             {
                     *               "width": 4032,
                     *               "height": 3024,
                     *               "format": "webp",
                     *               "bytes": 3512345,
                     *               "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *             }
                     *           ],
                     *           "exif": {
                     *             "camera": "Canon EOS R6",
                     *             "lens": "RF 35mm F1.8",
                     *             "focalLength": 35,
                     *             "aperture": 1.8,
                     *             "exposureTime": "1/120",
                     *             "iso": 100
                     *           },
                     *           "place": {
                     *             "latitude": 54.32,
                     *             "longitude": 10.14,
                     *             "altitude": 1
                     *           },
                     *           "showPlace": true,
                     *           "allowDownload": true,
                     *           "takenAt": null,
                     *           "createdAt": "2026-05-04T10:20:30.000Z",
                     *           "hiddenReason": null,
                     *           "hidden": true,
                     *           "trashedAt": "2026-05-04T10:20:30.000Z",
                     *           "likeCount": 1,
                     *           "viewer": {
                     *             "liked": true,
                     *             "canEdit": true,
                     *             "canDownload": true,
                     *             "canHide": true
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PhotoPage"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    emptyTrash: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Empty; the bytes follow within minutes */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyPhotos: {
        parameters: {
            query?: {
                /** @description The most items of a page */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Only those in this state */
                status?: "uploading" | "processing" | "ready" | "rejected";
                /** @description Only those with this tag, in any case */
                tag?: string;
                /** @description Only those with this visibility */
                visibility?: "public" | "unlisted" | "private";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of photos */
            200: {
                headers: {
                    /** @description The URL of the next page, with `rel="next"`; absent on the last one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "owner": {
                     *             "username": "ada",
                     *             "displayName": "Ada",
                     *             "avatarUrl": null
                     *           },
                     *           "title": "Winter light",
                     *           "description": "The harbour, an hour after sunrise.",
                     *           "altText": "Two boats on calm water in low sun.",
                     *           "tags": [
                     *             "sea"
                     *           ],
                     *           "visibility": "public",
                     *           "status": "uploading",
                     *           "statusReason": null,
                     *           "width": 4032,
                     *           "height": 3024,
                     *           "format": "jpeg",
                     *           "animated": true,
                     *           "bytes": 3512345,
                     *           "fileName": "IMG_0001.jpg",
                     *           "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *           "color": "#4a6b8c",
                     *           "renditions": [
                     *             {
                     *               "width": 4032,
                     *               "height": 3024,
                     *               "format": "webp",
                     *               "bytes": 3512345,
                     *               "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *             }
                     *           ],
                     *           "exif": {
                     *             "camera": "Canon EOS R6",
                     *             "lens": "RF 35mm F1.8",
                     *             "focalLength": 35,
                     *             "aperture": 1.8,
                     *             "exposureTime": "1/120",
                     *             "iso": 100
                     *           },
                     *           "place": {
                     *             "latitude": 54.32,
                     *             "longitude": 10.14,
                     *             "altitude": 1
                     *           },
                     *           "showPlace": true,
                     *           "allowDownload": true,
                     *           "takenAt": null,
                     *           "createdAt": "2026-05-04T10:20:30.000Z",
                     *           "hiddenReason": null,
                     *           "hidden": true,
                     *           "trashedAt": "2026-05-04T10:20:30.000Z",
                     *           "likeCount": 1,
                     *           "viewer": {
                     *             "liked": true,
                     *             "canEdit": true,
                     *             "canDownload": true,
                     *             "canHide": true
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PhotoPage"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyTags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tags */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         "text"
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": {
                        items: string[];
                        nextCursor: null;
                    };
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restorePhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The photo */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *       "owner": {
                     *         "username": "ada",
                     *         "displayName": "Ada",
                     *         "avatarUrl": null
                     *       },
                     *       "title": "Winter light",
                     *       "description": "The harbour, an hour after sunrise.",
                     *       "altText": "Two boats on calm water in low sun.",
                     *       "tags": [
                     *         "sea"
                     *       ],
                     *       "visibility": "public",
                     *       "status": "uploading",
                     *       "statusReason": null,
                     *       "width": 4032,
                     *       "height": 3024,
                     *       "format": "jpeg",
                     *       "animated": true,
                     *       "bytes": 3512345,
                     *       "fileName": "IMG_0001.jpg",
                     *       "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *       "color": "#4a6b8c",
                     *       "renditions": [
                     *         {
                     *           "width": 4032,
                     *           "height": 3024,
                     *           "format": "webp",
                     *           "bytes": 3512345,
                     *           "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *         }
                     *       ],
                     *       "exif": {
                     *         "camera": "Canon EOS R6",
                     *         "lens": "RF 35mm F1.8",
                     *         "focalLength": 35,
                     *         "aperture": 1.8,
                     *         "exposureTime": "1/120",
                     *         "iso": 100
                     *       },
                     *       "place": {
                     *         "latitude": 54.32,
                     *         "longitude": 10.14,
                     *         "altitude": 1
                     *       },
                     *       "showPlace": true,
                     *       "allowDownload": true,
                     *       "takenAt": null,
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "hiddenReason": null,
                     *       "hidden": true,
                     *       "trashedAt": "2026-05-04T10:20:30.000Z",
                     *       "likeCount": 1,
                     *       "viewer": {
                     *         "liked": true,
                     *         "canEdit": true,
                     *         "canDownload": true,
                     *         "canHide": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Photo"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    likePhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state after it */
            200: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "liked": true,
                     *       "likeCount": 1
                     *     }
                     */
                    "application/json": components["schemas"]["LikeState"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlikePhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state after it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "liked": true,
                     *       "likeCount": 1
                     *     }
                     */
                    "application/json": components["schemas"]["LikeState"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLikes: {
        parameters: {
            query?: {
                /** @description The most items of a page */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members */
            200: {
                headers: {
                    /** @description The URL of the next page, with `rel="next"`; absent on the last one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null,
                     *           "likedAt": "2026-05-04T10:20:30.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["LikePage"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyLikes: {
        parameters: {
            query?: {
                /** @description The most items of a page */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of photos */
            200: {
                headers: {
                    /** @description The URL of the next page, with `rel="next"`; absent on the last one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "owner": {
                     *             "username": "ada",
                     *             "displayName": "Ada",
                     *             "avatarUrl": null
                     *           },
                     *           "title": "Winter light",
                     *           "description": "The harbour, an hour after sunrise.",
                     *           "altText": "Two boats on calm water in low sun.",
                     *           "tags": [
                     *             "sea"
                     *           ],
                     *           "visibility": "public",
                     *           "status": "uploading",
                     *           "statusReason": null,
                     *           "width": 4032,
                     *           "height": 3024,
                     *           "format": "jpeg",
                     *           "animated": true,
                     *           "bytes": 3512345,
                     *           "fileName": "IMG_0001.jpg",
                     *           "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *           "color": "#4a6b8c",
                     *           "renditions": [
                     *             {
                     *               "width": 4032,
                     *               "height": 3024,
                     *               "format": "webp",
                     *               "bytes": 3512345,
                     *               "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *             }
                     *           ],
                     *           "exif": {
                     *             "camera": "Canon EOS R6",
                     *             "lens": "RF 35mm F1.8",
                     *             "focalLength": 35,
                     *             "aperture": 1.8,
                     *             "exposureTime": "1/120",
                     *             "iso": 100
                     *           },
                     *           "place": {
                     *             "latitude": 54.32,
                     *             "longitude": 10.14,
                     *             "altitude": 1
                     *           },
                     *           "showPlace": true,
                     *           "allowDownload": true,
                     *           "takenAt": null,
                     *           "createdAt": "2026-05-04T10:20:30.000Z",
                     *           "hiddenReason": null,
                     *           "hidden": true,
                     *           "trashedAt": "2026-05-04T10:20:30.000Z",
                     *           "likeCount": 1,
                     *           "viewer": {
                     *             "liked": true,
                     *             "canEdit": true,
                     *             "canDownload": true,
                     *             "canHide": true
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PhotoPage"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description In any case */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "username": "ada",
                     *       "displayName": "Ada",
                     *       "avatarUrl": null,
                     *       "bio": "I photograph the sea.",
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "suspended": true,
                     *       "photoCount": 1,
                     *       "albumCount": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProfileAlbums: {
        parameters: {
            query?: {
                /** @description The most items of a page */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description In any case */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of albums */
            200: {
                headers: {
                    /** @description The URL of the next page, with `rel="next"`; absent on the last one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "owner": {
                     *             "username": "ada",
                     *             "displayName": "Ada",
                     *             "avatarUrl": null
                     *           },
                     *           "title": "Winter light",
                     *           "description": "The harbour, an hour after sunrise.",
                     *           "visibility": "public",
                     *           "cover": {
                     *             "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *             "owner": {
                     *               "username": "ada",
                     *               "displayName": "Ada",
                     *               "avatarUrl": null
                     *             },
                     *             "title": "Winter light",
                     *             "description": "The harbour, an hour after sunrise.",
                     *             "altText": "Two boats on calm water in low sun.",
                     *             "tags": [
                     *               "sea"
                     *             ],
                     *             "visibility": "public",
                     *             "status": "uploading",
                     *             "statusReason": null,
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "jpeg",
                     *             "animated": true,
                     *             "bytes": 3512345,
                     *             "fileName": "IMG_0001.jpg",
                     *             "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *             "color": "#4a6b8c",
                     *             "renditions": [
                     *               {
                     *                 "width": 4032,
                     *                 "height": 3024,
                     *                 "format": "webp",
                     *                 "bytes": 3512345,
                     *                 "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *               }
                     *             ],
                     *             "exif": {
                     *               "camera": "Canon EOS R6",
                     *               "lens": "RF 35mm F1.8",
                     *               "focalLength": 35,
                     *               "aperture": 1.8,
                     *               "exposureTime": "1/120",
                     *               "iso": 100
                     *             },
                     *             "place": {
                     *               "latitude": 54.32,
                     *               "longitude": 10.14,
                     *               "altitude": 1
                     *             },
                     *             "showPlace": true,
                     *             "allowDownload": true,
                     *             "takenAt": null,
                     *             "createdAt": "2026-05-04T10:20:30.000Z",
                     *             "hiddenReason": null,
                     *             "hidden": true,
                     *             "trashedAt": "2026-05-04T10:20:30.000Z",
                     *             "likeCount": 1,
                     *             "viewer": {
                     *               "liked": true,
                     *               "canEdit": true,
                     *               "canDownload": true,
                     *               "canHide": true
                     *             }
                     *           },
                     *           "photoCount": 1,
                     *           "withheld": {
                     *             "unlisted": 1,
                     *             "private": 1
                     *           },
                     *           "holds": 1,
                     *           "createdAt": "2026-05-04T10:20:30.000Z",
                     *           "updatedAt": "2026-05-04T10:20:30.000Z",
                     *           "viewer": {
                     *             "canEdit": true
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AlbumPage"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProfilePhotos: {
        parameters: {
            query?: {
                /** @description The most items of a page */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description In any case */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of photos */
            200: {
                headers: {
                    /** @description The URL of the next page, with `rel="next"`; absent on the last one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "owner": {
                     *             "username": "ada",
                     *             "displayName": "Ada",
                     *             "avatarUrl": null
                     *           },
                     *           "title": "Winter light",
                     *           "description": "The harbour, an hour after sunrise.",
                     *           "altText": "Two boats on calm water in low sun.",
                     *           "tags": [
                     *             "sea"
                     *           ],
                     *           "visibility": "public",
                     *           "status": "uploading",
                     *           "statusReason": null,
                     *           "width": 4032,
                     *           "height": 3024,
                     *           "format": "jpeg",
                     *           "animated": true,
                     *           "bytes": 3512345,
                     *           "fileName": "IMG_0001.jpg",
                     *           "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *           "color": "#4a6b8c",
                     *           "renditions": [
                     *             {
                     *               "width": 4032,
                     *               "height": 3024,
                     *               "format": "webp",
                     *               "bytes": 3512345,
                     *               "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *             }
                     *           ],
                     *           "exif": {
                     *             "camera": "Canon EOS R6",
                     *             "lens": "RF 35mm F1.8",
                     *             "focalLength": 35,
                     *             "aperture": 1.8,
                     *             "exposureTime": "1/120",
                     *             "iso": 100
                     *           },
                     *           "place": {
                     *             "latitude": 54.32,
                     *             "longitude": 10.14,
                     *             "altitude": 1
                     *           },
                     *           "showPlace": true,
                     *           "allowDownload": true,
                     *           "takenAt": null,
                     *           "createdAt": "2026-05-04T10:20:30.000Z",
                     *           "hiddenReason": null,
                     *           "hidden": true,
                     *           "trashedAt": "2026-05-04T10:20:30.000Z",
                     *           "likeCount": 1,
                     *           "viewer": {
                     *             "liked": true,
                     *             "canEdit": true,
                     *             "canDownload": true,
                     *             "canHide": true
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PhotoPage"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAlbumPhotos: {
        parameters: {
            query?: {
                /** @description The most items of a page */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description The album's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of photos */
            200: {
                headers: {
                    /** @description The URL of the next page, with `rel="next"`; absent on the last one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "owner": {
                     *             "username": "ada",
                     *             "displayName": "Ada",
                     *             "avatarUrl": null
                     *           },
                     *           "title": "Winter light",
                     *           "description": "The harbour, an hour after sunrise.",
                     *           "altText": "Two boats on calm water in low sun.",
                     *           "tags": [
                     *             "sea"
                     *           ],
                     *           "visibility": "public",
                     *           "status": "uploading",
                     *           "statusReason": null,
                     *           "width": 4032,
                     *           "height": 3024,
                     *           "format": "jpeg",
                     *           "animated": true,
                     *           "bytes": 3512345,
                     *           "fileName": "IMG_0001.jpg",
                     *           "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *           "color": "#4a6b8c",
                     *           "renditions": [
                     *             {
                     *               "width": 4032,
                     *               "height": 3024,
                     *               "format": "webp",
                     *               "bytes": 3512345,
                     *               "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *             }
                     *           ],
                     *           "exif": {
                     *             "camera": "Canon EOS R6",
                     *             "lens": "RF 35mm F1.8",
                     *             "focalLength": 35,
                     *             "aperture": 1.8,
                     *             "exposureTime": "1/120",
                     *             "iso": 100
                     *           },
                     *           "place": {
                     *             "latitude": 54.32,
                     *             "longitude": 10.14,
                     *             "altitude": 1
                     *           },
                     *           "showPlace": true,
                     *           "allowDownload": true,
                     *           "takenAt": null,
                     *           "createdAt": "2026-05-04T10:20:30.000Z",
                     *           "hiddenReason": null,
                     *           "hidden": true,
                     *           "trashedAt": "2026-05-04T10:20:30.000Z",
                     *           "likeCount": 1,
                     *           "viewer": {
                     *             "liked": true,
                     *             "canEdit": true,
                     *             "canDownload": true,
                     *             "canHide": true
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["PhotoPage"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addAlbumPhotos: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The album's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "photoIds": [
                 *         "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d"
                 *       ]
                 *     }
                 */
                "application/json": {
                    photoIds: string[];
                };
            };
        };
        responses: {
            /** @description The album */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *       "owner": {
                     *         "username": "ada",
                     *         "displayName": "Ada",
                     *         "avatarUrl": null
                     *       },
                     *       "title": "Winter light",
                     *       "description": "The harbour, an hour after sunrise.",
                     *       "visibility": "public",
                     *       "cover": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       },
                     *       "photoCount": 1,
                     *       "withheld": {
                     *         "unlisted": 1,
                     *         "private": 1
                     *       },
                     *       "holds": 1,
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "updatedAt": "2026-05-04T10:20:30.000Z",
                     *       "viewer": {
                     *         "canEdit": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Album"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `quota-exceeded`: Quota exceeded */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAlbumPhotos: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The album's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "photoIds": [
                 *         "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d"
                 *       ]
                 *     }
                 */
                "application/json": {
                    photoIds: string[];
                };
            };
        };
        responses: {
            /** @description The album */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *       "owner": {
                     *         "username": "ada",
                     *         "displayName": "Ada",
                     *         "avatarUrl": null
                     *       },
                     *       "title": "Winter light",
                     *       "description": "The harbour, an hour after sunrise.",
                     *       "visibility": "public",
                     *       "cover": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       },
                     *       "photoCount": 1,
                     *       "withheld": {
                     *         "unlisted": 1,
                     *         "private": 1
                     *       },
                     *       "holds": 1,
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "updatedAt": "2026-05-04T10:20:30.000Z",
                     *       "viewer": {
                     *         "canEdit": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Album"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlbum: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The album's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The album */
            200: {
                headers: {
                    /** @description Identifies this state; send it as `If-Match` with a change. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *       "owner": {
                     *         "username": "ada",
                     *         "displayName": "Ada",
                     *         "avatarUrl": null
                     *       },
                     *       "title": "Winter light",
                     *       "description": "The harbour, an hour after sunrise.",
                     *       "visibility": "public",
                     *       "cover": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       },
                     *       "photoCount": 1,
                     *       "withheld": {
                     *         "unlisted": 1,
                     *         "private": 1
                     *       },
                     *       "holds": 1,
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "updatedAt": "2026-05-04T10:20:30.000Z",
                     *       "viewer": {
                     *         "canEdit": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Album"];
                };
            };
            /** @description Not modified: `If-None-Match` names this state */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAlbum: {
        parameters: {
            query?: {
                /** @description `delete` moves its photos to the trash */
                photos?: "keep" | "delete";
            };
            header?: {
                /** @description The `ETag` of the state to change; 412 if it has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description The album's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: Changed in the meantime, or already exists */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAlbum: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state to change; 412 if it has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description The album's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Winter light",
                 *       "description": "The harbour, an hour after sunrise.",
                 *       "visibility": "public",
                 *       "coverPhotoId": null
                 *     }
                 */
                "application/json": {
                    title?: string;
                    description?: string;
                    /**
                     * @description `public`: listed for everybody. `unlisted`: visible to anyone with the link, and in albums that are not public. `private`: visible to the owner only.
                     * @enum {string}
                     */
                    visibility?: "public" | "unlisted" | "private";
                    /** @description One of your photos; null shows the first photo. */
                    coverPhotoId?: string | null;
                };
            };
        };
        responses: {
            /** @description The album */
            200: {
                headers: {
                    /** @description Identifies this state; send it as `If-Match` with a change. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *       "owner": {
                     *         "username": "ada",
                     *         "displayName": "Ada",
                     *         "avatarUrl": null
                     *       },
                     *       "title": "Winter light",
                     *       "description": "The harbour, an hour after sunrise.",
                     *       "visibility": "public",
                     *       "cover": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       },
                     *       "photoCount": 1,
                     *       "withheld": {
                     *         "unlisted": 1,
                     *         "private": 1
                     *       },
                     *       "holds": 1,
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "updatedAt": "2026-05-04T10:20:30.000Z",
                     *       "viewer": {
                     *         "canEdit": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Album"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: Changed in the meantime, or already exists */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAlbum: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client. Repeating the request with the same key returns the first result. Another request with the same key is a `conflict`. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Winter light",
                 *       "description": "The harbour, an hour after sunrise.",
                 *       "visibility": "public",
                 *       "photoIds": [
                 *         "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d"
                 *       ]
                 *     }
                 */
                "application/json": {
                    title: string;
                    description?: string;
                    /**
                     * @description Defaults to the account’s `uploadDefaults`, or else `private`.
                     * @enum {string}
                     */
                    visibility?: "public" | "unlisted" | "private";
                    photoIds?: string[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The limits of this route: `q` requests in `w` seconds, by name. */
                    "RateLimit-Policy": string;
                    /** @description The remaining requests (`r`), and the seconds until all are restored (`t`), by name. */
                    RateLimit: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *       "owner": {
                     *         "username": "ada",
                     *         "displayName": "Ada",
                     *         "avatarUrl": null
                     *       },
                     *       "title": "Winter light",
                     *       "description": "The harbour, an hour after sunrise.",
                     *       "visibility": "public",
                     *       "cover": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       },
                     *       "photoCount": 1,
                     *       "withheld": {
                     *         "unlisted": 1,
                     *         "private": 1
                     *       },
                     *       "holds": 1,
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "updatedAt": "2026-05-04T10:20:30.000Z",
                     *       "viewer": {
                     *         "canEdit": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Album"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Conflict with the stored state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `quota-exceeded`: Quota exceeded */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMyAlbums: {
        parameters: {
            query?: {
                /** @description The most items of a page */
                limit?: number;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Ids of up to 50 photos, with commas between: each album tells how many of them it holds. */
                holding?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of albums */
            200: {
                headers: {
                    /** @description The URL of the next page, with `rel="next"`; absent on the last one. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *           "owner": {
                     *             "username": "ada",
                     *             "displayName": "Ada",
                     *             "avatarUrl": null
                     *           },
                     *           "title": "Winter light",
                     *           "description": "The harbour, an hour after sunrise.",
                     *           "visibility": "public",
                     *           "cover": {
                     *             "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *             "owner": {
                     *               "username": "ada",
                     *               "displayName": "Ada",
                     *               "avatarUrl": null
                     *             },
                     *             "title": "Winter light",
                     *             "description": "The harbour, an hour after sunrise.",
                     *             "altText": "Two boats on calm water in low sun.",
                     *             "tags": [
                     *               "sea"
                     *             ],
                     *             "visibility": "public",
                     *             "status": "uploading",
                     *             "statusReason": null,
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "jpeg",
                     *             "animated": true,
                     *             "bytes": 3512345,
                     *             "fileName": "IMG_0001.jpg",
                     *             "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *             "color": "#4a6b8c",
                     *             "renditions": [
                     *               {
                     *                 "width": 4032,
                     *                 "height": 3024,
                     *                 "format": "webp",
                     *                 "bytes": 3512345,
                     *                 "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *               }
                     *             ],
                     *             "exif": {
                     *               "camera": "Canon EOS R6",
                     *               "lens": "RF 35mm F1.8",
                     *               "focalLength": 35,
                     *               "aperture": 1.8,
                     *               "exposureTime": "1/120",
                     *               "iso": 100
                     *             },
                     *             "place": {
                     *               "latitude": 54.32,
                     *               "longitude": 10.14,
                     *               "altitude": 1
                     *             },
                     *             "showPlace": true,
                     *             "allowDownload": true,
                     *             "takenAt": null,
                     *             "createdAt": "2026-05-04T10:20:30.000Z",
                     *             "hiddenReason": null,
                     *             "hidden": true,
                     *             "trashedAt": "2026-05-04T10:20:30.000Z",
                     *             "likeCount": 1,
                     *             "viewer": {
                     *               "liked": true,
                     *               "canEdit": true,
                     *               "canDownload": true,
                     *               "canHide": true
                     *             }
                     *           },
                     *           "photoCount": 1,
                     *           "withheld": {
                     *             "unlisted": 1,
                     *             "private": 1
                     *           },
                     *           "holds": 1,
                     *           "createdAt": "2026-05-04T10:20:30.000Z",
                     *           "updatedAt": "2026-05-04T10:20:30.000Z",
                     *           "viewer": {
                     *             "canEdit": true
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AlbumPage"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    orderAlbumPhotos: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the state to change; 412 if it has changed since */
                "if-match"?: string;
            };
            path: {
                /** @description The album's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "photoIds": [
                 *         "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d"
                 *       ]
                 *     }
                 */
                "application/json": {
                    photoIds: string[];
                };
            };
        };
        responses: {
            /** @description The album */
            200: {
                headers: {
                    /** @description Identifies this state; send it as `If-Match` with a change. */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *       "owner": {
                     *         "username": "ada",
                     *         "displayName": "Ada",
                     *         "avatarUrl": null
                     *       },
                     *       "title": "Winter light",
                     *       "description": "The harbour, an hour after sunrise.",
                     *       "visibility": "public",
                     *       "cover": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       },
                     *       "photoCount": 1,
                     *       "withheld": {
                     *         "unlisted": 1,
                     *         "private": 1
                     *       },
                     *       "holds": 1,
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "updatedAt": "2026-05-04T10:20:30.000Z",
                     *       "viewer": {
                     *         "canEdit": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Album"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: Changed in the meantime, or already exists */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeAlbumPhotosOut: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The album's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "photoIds": [
                 *         "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d"
                 *       ]
                 *     }
                 */
                "application/json": {
                    photoIds: string[];
                };
            };
        };
        responses: {
            /** @description The album */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *       "owner": {
                     *         "username": "ada",
                     *         "displayName": "Ada",
                     *         "avatarUrl": null
                     *       },
                     *       "title": "Winter light",
                     *       "description": "The harbour, an hour after sunrise.",
                     *       "visibility": "public",
                     *       "cover": {
                     *         "id": "01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d",
                     *         "owner": {
                     *           "username": "ada",
                     *           "displayName": "Ada",
                     *           "avatarUrl": null
                     *         },
                     *         "title": "Winter light",
                     *         "description": "The harbour, an hour after sunrise.",
                     *         "altText": "Two boats on calm water in low sun.",
                     *         "tags": [
                     *           "sea"
                     *         ],
                     *         "visibility": "public",
                     *         "status": "uploading",
                     *         "statusReason": null,
                     *         "width": 4032,
                     *         "height": 3024,
                     *         "format": "jpeg",
                     *         "animated": true,
                     *         "bytes": 3512345,
                     *         "fileName": "IMG_0001.jpg",
                     *         "thumbhash": "1QcSHQRnh493V4dIh4eXh1h4kJUI",
                     *         "color": "#4a6b8c",
                     *         "renditions": [
                     *           {
                     *             "width": 4032,
                     *             "height": 3024,
                     *             "format": "webp",
                     *             "bytes": 3512345,
                     *             "url": "/media/01938f2c-7d5e-7a60-9c1b-2f4e6a8b0c1d/r1/320.webp"
                     *           }
                     *         ],
                     *         "exif": {
                     *           "camera": "Canon EOS R6",
                     *           "lens": "RF 35mm F1.8",
                     *           "focalLength": 35,
                     *           "aperture": 1.8,
                     *           "exposureTime": "1/120",
                     *           "iso": 100
                     *         },
                     *         "place": {
                     *           "latitude": 54.32,
                     *           "longitude": 10.14,
                     *           "altitude": 1
                     *         },
                     *         "showPlace": true,
                     *         "allowDownload": true,
                     *         "takenAt": null,
                     *         "createdAt": "2026-05-04T10:20:30.000Z",
                     *         "hiddenReason": null,
                     *         "hidden": true,
                     *         "trashedAt": "2026-05-04T10:20:30.000Z",
                     *         "likeCount": 1,
                     *         "viewer": {
                     *           "liked": true,
                     *           "canEdit": true,
                     *           "canDownload": true,
                     *           "canHide": true
                     *         }
                     *       },
                     *       "photoCount": 1,
                     *       "withheld": {
                     *         "unlisted": 1,
                     *         "private": 1
                     *       },
                     *       "holds": 1,
                     *       "createdAt": "2026-05-04T10:20:30.000Z",
                     *       "updatedAt": "2026-05-04T10:20:30.000Z",
                     *       "viewer": {
                     *         "canEdit": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Album"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hidePhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hidden */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unhidePhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The photo's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shown again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, in any case. */
                username: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "text"
                 *     }
                 */
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Suspended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: Conflict with the stored state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-type`: Unsupported type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user name, in any case. */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lifted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-large`: Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last received event; the stream begins with those after it */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events. If the server cannot keep it open, the missed events only */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Event"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "0.1.0",
                     *       "api": "1.1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description `invalid-request`: The request is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not logged in */
            401: {
                headers: {
                    /** @description How to authenticate (RFC 6750). */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: You don’t have permission to do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Vitrine is temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
