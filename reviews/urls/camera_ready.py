"""After acceptance: the authors' checklist, and the chairs' view of who lacks what."""

from django.urls import URLPattern, path

from reviews.views import camera_ready, camera_ready_chair, camera_ready_setup, corrections

OWN = "<slug:slug>/my-papers/<int:number>/camera-ready/"
CHAIR = "<slug:slug>/chair/camera-ready/"

urlpatterns: list[URLPattern] = [
    path(OWN, camera_ready.checklist, name="camera_ready"),
    path(f"{OWN}items/<slug:item>/", camera_ready.save_item, name="camera_ready_item"),
    path(f"{OWN}items/<slug:item>/autosave/", camera_ready.autosave_item, name="autosave_camera_ready"),
    path(f"{OWN}options/<int:pk>/", camera_ready.opt_in, name="choose_opt_in"),
    path(f"{OWN}title/", corrections.correct_text, name="correct_text"),
    path(f"{OWN}authors/", corrections.change_authors, name="change_authors"),
    path(f"{OWN}authors/take-back/", corrections.take_back_authors, name="take_back_authors"),
    path(CHAIR, camera_ready_chair.table, name="camera_ready_table"),
    path(f"{CHAIR}export.<slug:ending>", camera_ready_chair.export, name="camera_ready_export"),
    path(f"{CHAIR}remind/", camera_ready_chair.remind, name="camera_ready_remind"),
    path(f"{CHAIR}settings/", camera_ready_setup.setup, name="camera_ready_setup"),
    path(f"{CHAIR}<int:number>/", camera_ready_chair.paper, name="camera_ready_paper"),
    path(f"{CHAIR}<int:number>/extend/", camera_ready_chair.extend, name="camera_ready_extend"),
    path(f"{CHAIR}<int:number>/authors/<int:pk>/", camera_ready_chair.decide_authors, name="decide_authors"),
    path(f"{CHAIR}<int:number>/files/<uuid:public_id>/", camera_ready_chair.file, name="camera_ready_file"),
]
