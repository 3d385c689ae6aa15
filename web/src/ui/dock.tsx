import { createContext, type ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './dock.module.css';

const PlaceContext = createContext<HTMLElement | null>(null);

type DockProps = {
  /** The page, anywhere in which something may be `Docked`. */
  children: ReactNode;
  /** What passes over it at the foot of the window. */
  passing: ReactNode;
};

/** The foot of the window: what stands there stands over each other, and covers neither itself nor the bars above. */
export function Dock({ children, passing }: DockProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <PlaceContext value={place}>
      {children}
      <div className={styles.dock}>
        {passing}
        <div ref={setPlace} className={styles.place} />
      </div>
    </PlaceContext>
  );
}

/** Stays at the foot of the window for as long as it is rendered. */
export function Docked({ children }: { children: ReactNode }) {
  const place = useContext(PlaceContext);
  return place && createPortal(children, place);
}
