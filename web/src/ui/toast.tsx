import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
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

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Shown[]>([]);
  const lastId = useRef(0);
  const words = useWords();
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback(
    (toast: Toast) => {
      lastId.current += 1;
      const id = lastId.current;
      setToasts((all) => [...all.slice(-2), { ...toast, id }]);
      setTimeout(() => dismiss(id), toast.action ? durationWithAction : duration);
    },
    [dismiss],
  );
  const list = useMemo(
    () =>
      toasts.map((toast) => (
        <li key={toast.id} className={styles.toast}>
          <span>{toast.text}</span>
          {[toast.action, toast.otherAction].map(
            (action) =>
              action && (
                <button
                  key={action.label}
                  type="button"
                  className={styles.action}
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
          <div className={styles.region} role="status" aria-live="polite">
            <ul className={styles.list}>{list}</ul>
          </div>
        }
      >
        {children}
      </Dock>
    </ToastContext>
  );
}
