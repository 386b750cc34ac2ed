// Before anything is drawn: the theme this reader chose on this device, or the system's where nothing was chosen.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* A browser that keeps nothing follows the system. */ }
