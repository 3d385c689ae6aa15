import {
  createContext,
  type FocusEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { IconButton } from './button.tsx';
import { Dock } from './dock.tsx';
import styles from './toast.module.css';
import { useWords } from './words.ts';

export type ToastAction = { label: string; run: () => void };
export type Toast = { text: string; action?: ToastAction; otherAction?: ToastAction };
type Shown = Toast & { id: number };

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Says something at the foot of the window, and aloud, for a few seconds. */
export const useToast = () => useContext(ToastContext);

const duration = 6000;
const durationWithAction = 12_000;
/** After which it is looked again whether a toast may go that someone was at when its time was up. */
const patience = 2000;
/** Leads to what was said last, from wherever one is; Escape leads back. */
const key = 'F8';

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Shown[]>([]);
  const lastId = useRef(0);
  const region = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<Element>(null);
  const words = useWords();
  const dismiss = useCallback((id: number) => {
    if (region.current?.matches(':focus-within') && cameFrom.current instanceof HTMLElement)
      cameFrom.current.focus({ preventScroll: true });
    setToasts((all) => all.filter((toast) => toast.id !== id));
  }, []);
  const show = useCallback(
    (toast: Toast) => {
      lastId.current += 1;
      const id = lastId.current;
      setToasts((all) => [...all.slice(-2), { ...toast, id }]);
      const expire = () => {
        if (region.current?.matches(':hover, :focus-within')) setTimeout(expire, patience);
        else dismiss(id);
      };
      setTimeout(expire, toast.action ? durationWithAction : duration);
    },
    [dismiss],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const buttons = region.current?.querySelectorAll<HTMLElement>('li:last-child button');
      if (event.key !== key || !buttons?.[0]) return;
      event.preventDefault();
      buttons[0].focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  const onFocus = ({ relatedTarget }: FocusEvent) => {
    if (!region.current?.contains(relatedTarget)) cameFrom.current = relatedTarget;
  };
  const list = useMemo(
    () =>
      toasts.map((toast) => (
        <li
          key={toast.id}
          className={styles.toast}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            dismiss(toast.id);
          }}
        >
          <span>{toast.text}</span>
          {[toast.action, toast.otherAction].map(
            (action) =>
              action && (
                <button
                  key={action.label}
                  type="button"
                  className={styles.action}
                  aria-keyshortcuts={key}
                  onClick={() => {
                    action.run();
                    dismiss(toast.id);
                  }}
                >
                  {action.label}
                </button>
              ),
          )}
          <IconButton icon="close" label={words.close} onClick={() => dismiss(toast.id)} />
        </li>
      )),
    [toasts, dismiss, words],
  );
  return (
    <ToastContext value={show}>
      <Dock
        passing={
          <div ref={region} className={styles.region} role="status" aria-live="polite" onFocus={onFocus}>
            <ul className={styles.list}>{list}</ul>
          </div>
        }
      >
        {children}
      </Dock>
    </ToastContext>
  );
}
