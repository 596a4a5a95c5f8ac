/** Fetches a file and says how it goes; a file that cannot be made leaves the page as it is. Without it links work, too. */
(() => {
  const said = document.getElementById('made');
  const why = (status, told) => {
    if (status === 429) return said.dataset.often;
    const words = said.dataset[(told.code || '').replace('files/', '')] || said.dataset.broken;
    return words.replace('{seconds}', (told.facts || {}).seconds);
  };
  const nameOf = (answer, link) => {
    const told = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('Content-Disposition') || '');
    return told ? decodeURIComponent(told[1]) : link.href.split('/').pop();
  };

  async function save(link) {
    said.className = 'made busy';
    said.textContent = said.dataset.making;
    link.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(link.href, { headers: { Accept: 'application/json' } });
      if (!answer.ok) {
        const told = await answer.json().catch(() => ({}));
        throw new Error(why(answer.status, told));
      }
      const file = document.createElement('a');
      file.href = URL.createObjectURL(await answer.blob());
      file.download = nameOf(answer, link);
      file.click();
      setTimeout(() => URL.revokeObjectURL(file.href), 60000);
      said.className = 'made';
      said.textContent = said.dataset.done;
    } catch (error) {
      said.className = 'made problem';
      said.textContent = error instanceof TypeError ? said.dataset.broken : error.message;
    } finally {
      link.removeAttribute('aria-busy');
    }
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a.file');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!document.querySelector('a.file[aria-busy]')) save(link);
  });
})();
