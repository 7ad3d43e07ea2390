import { useEffect, useState } from "react";
import { keep, readKept } from "../data/kept";

const KEY = "diem:theme";
const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

/** Light, dark or as the system is; the choice stays in this browser. */
export function useTheme(): { readonly theme: Theme; readonly next: () => void } {
  const [theme, setTheme] = useState<Theme>(
    () => THEMES.find((one) => one === readKept(KEY)) ?? "system",
  );
  useEffect(() => {
    keep(KEY, theme);
    document.documentElement.style.colorScheme = theme === "system" ? "light dark" : theme;
  }, [theme]);
  const next = () => setTheme((now) => THEMES[(THEMES.indexOf(now) + 1) % THEMES.length] as Theme);
  return { theme, next };
}
