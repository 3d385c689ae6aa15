import type { PageName } from '@vitrine/contract/pages.ts';
import { type ComponentType, createContext, useContext } from 'react';
import type { PageProps } from './page-match.ts';

export type PageComponent = ComponentType<PageProps>;

/** Loads each page's code on demand. */
const sources: Record<PageName, () => Promise<PageComponent>> = {
  home: async () => (await import('./routes/home-page.tsx')).HomePage,
  photo: async () => (await import('./routes/photo-page.tsx')).PhotoPage,
  profile: async () => (await import('./routes/profile-page.tsx')).ProfilePage,
  profileAlbums: async () => (await import('./routes/profile-albums-page.tsx')).ProfileAlbumsPage,
  album: async () => (await import('./routes/album-page.tsx')).AlbumPage,
  register: async () => (await import('./routes/register-page.tsx')).RegisterPage,
  confirm: async () => (await import('./routes/confirm-page.tsx')).ConfirmPage,
  login: async () => (await import('./routes/login-page.tsx')).LoginPage,
  forgotPassword: async () => (await import('./routes/forgot-password-page.tsx')).ForgotPasswordPage,
  resetPassword: async () => (await import('./routes/reset-password-page.tsx')).ResetPasswordPage,
  gallery: async () => (await import('./routes/gallery-page.tsx')).GalleryPage,
  myAlbums: async () => (await import('./routes/my-albums-page.tsx')).MyAlbumsPage,
  myLikes: async () => (await import('./routes/my-likes-page.tsx')).MyLikesPage,
  trash: async () => (await import('./routes/trash-page.tsx')).TrashPage,
  settings: async () => (await import('./routes/settings-page.tsx')).SettingsPage,
  deletion: async () => (await import('./routes/deletion-page.tsx')).DeletionPage,
};

/** Returns the module in `routes/` that holds a page, which the build names its files after. */
export const routeModule = (name: PageName) =>
  `${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}-page`;

export interface PageLoader {
  /** Returns the same promise on every call. It resolves to `undefined` if the code cannot be fetched. */
  load(name: PageName): Promise<PageComponent | undefined>;
  /** After a failure, lets the next call try again. */
  forget(name: PageName): void;
  /** Returns the page if its code has loaded. */
  peek(name: PageName): PageComponent | undefined;
}

export function createPageLoader(): PageLoader {
  const pending = new Map<PageName, Promise<PageComponent | undefined>>();
  const ready = new Map<PageName, PageComponent>();
  const failed = new Set<PageName>();
  return {
    load(name) {
      const known = pending.get(name);
      if (known) return known;
      const promise = sources[name]().then(
        (component) => {
          ready.set(name, component);
          return component;
        },
        () => {
          failed.add(name);
          return undefined;
        },
      );
      pending.set(name, promise);
      return promise;
    },
    forget(name) {
      if (failed.delete(name)) pending.delete(name);
    },
    peek: (name) => ready.get(name),
  };
}

export const PageLoaderContext = createContext<PageLoader | undefined>(undefined);

export function usePageLoader(): PageLoader {
  const loader = useContext(PageLoaderContext);
  if (!loader) throw new Error('There is no page loader around this component');
  return loader;
}
