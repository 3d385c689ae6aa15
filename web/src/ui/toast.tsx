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
import { createPortal } from 'react-dom';
import stackStyles from './bottom-bar-stack.module.css';
import { IconButton } from './button.tsx';
import { useControlLabels } from './control-labels.ts';
import styles from './toast.module.css';

export type ToastAction = { label: string; run: () => void };
export type Toast = { text: string; action?: ToastAction; otherAction?: ToastAction };
type ShownToast = Toast & { id: number };

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Shows a message at the bottom of the window for a few seconds and announces it. A new one replaces the last. */
export const useToast = () => useContext(ToastContext);

const duration = 6000;
const durationWithAction = 12_000;
/** Delay before checking again whether a hovered or focused toast may close. */
const recheckDelay = 2000;
/** Moves the focus to the toast. Escape returns it. */
const key = 'F8';

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<ShownToast>();
  const lastId = useRef(0);
  const region = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<Element>(null);
  const words = useControlLabels();
  const dismiss = useCallback((id: number) => {
    if (region.current?.matches(':focus-within') && cameFrom.current instanceof HTMLElement)
      cameFrom.current.focus({ preventScroll: true });
    setToast((shown) => (shown?.id === id ? undefined : shown));
  }, []);
  const show = useCallback(
    (toast: Toast) => {
      lastId.current += 1;
      const id = lastId.current;
      setToast({ ...toast, id });
      const expire = () => {
        if (region.current?.matches(':hover, :focus-within')) setTimeout(expire, recheckDelay);
        else dismiss(id);
      };
      setTimeout(expire, toast.action ? durationWithAction : duration);
    },
    [dismiss],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const button = region.current?.querySelector<HTMLElement>('button');
      if (event.key !== key || !button) return;
      event.preventDefault();
      button.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  const onFocus = ({ relatedTarget }: FocusEvent) => {
    if (!region.current?.contains(relatedTarget)) cameFrom.current = relatedTarget;
  };
  const message = useMemo(
    () =>
      toast && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape works on each button in it
        <div
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
        </div>
      ),
    [toast, dismiss, words],
  );
  return (
    <ToastContext value={show}>
      <BottomBarStack
        temporary={
          <div ref={region} className={styles.region} role="status" aria-live="polite" onFocus={onFocus}>
            {message}
          </div>
        }
      >
        {children}
      </BottomBarStack>
    </ToastContext>
  );
}

const BottomBarContext = createContext<HTMLElement | null>(null);

type BottomBarStackProps = {
  /** The page, in which any component may render a `BottomBar`. */
  children: ReactNode;
  /** Temporary content above the bars, such as toasts. */
  temporary: ReactNode;
};

/** Stacks bars at the bottom edge so that none covers another. */
function BottomBarStack({ children, temporary }: BottomBarStackProps) {
  const [container, setContainer] = useState<HTMLElement | null>(null);
  return (
    <BottomBarContext value={container}>
      {children}
      <div className={stackStyles.stack}>
        {temporary}
        <div ref={setContainer} className={stackStyles.bars} />
      </div>
    </BottomBarContext>
  );
}

/** Rendered at the bottom edge of the window. */
export function BottomBar({ children }: { children: ReactNode }) {
  const container = useContext(BottomBarContext);
  return container && createPortal(children, container);
}
